"""How certificates look: the certification says, or the workspace, or nobody."""

from cedu.model.certificate import Certificate, Look, look
from cedu.model.origin import start_of

ORIGIN = start_of("cedu.yaml")


def test_a_certification_goes_before_the_workspace_and_what_nobody_says_is_as_usual() -> None:
    workspace = Certificate(origin=ORIGIN, design="classic", paper="letter")
    own = Certificate(origin=ORIGIN, design="modern")
    assert look(own, workspace) == Look("modern", "letter", "landscape")
    assert look(None, workspace) == Look("classic", "letter", "landscape")
    assert look(Certificate(origin=ORIGIN, orientation="portrait"), None) == Look("rosette", "a4", "portrait")
    assert look(None, None) == Look()
