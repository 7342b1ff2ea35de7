"""A choice: what single- and multiple-choice items are made of."""

from cedu.model.annotations import Markdown
from cedu.model.entity import Part, frozen
from cedu.model.interaction import Option


@frozen
class Choice(Part):
    """One choice; not correct unless it says so."""

    id: str
    text: Markdown
    correct: bool = False
    feedback: Markdown = ""

    @property
    def option(self) -> Option:
        """The choice as an interaction has it, without saying whether it is right."""
        return Option(self.id, self.text, self.feedback)
