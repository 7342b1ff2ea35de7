"""CE607: what a publisher's folder of schemas lacks, those included that its own files name."""

from collections.abc import Callable

import pytest

from cedu.diagnostics import Finding

Found = Callable[..., list[Finding]]

WORKSPACE = """\
cedu: 1
namespace: https://x.example/
organization: {{name: X}}
build: {{targets: [{targets}], scorm: {{control_documents: {folder}}}}}
"""
OLD = ("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd", "imsmd_rootv1p2p1.xsd")
NAMES = '<schema><import schemaLocation="{}"/></schema>'


def workspace(folder: str = "vendor", targets: str = "scorm12", **texts: str | bytes) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"cedu.yaml": WORKSPACE.format(targets=targets, folder=folder)}
    files |= {f"vendor/{name}": "<schema/>" for name in OLD}
    return files | ({"vendor/imscp_rootv1p1p2.xsd": texts["first"]} if "first" in texts else {})


def messages(findings: list[Finding]) -> list[str]:
    assert all((finding.span.path, finding.span.line) == ("cedu.yaml", 4) for finding in findings)
    return [finding.message for finding in findings]


@pytest.mark.parametrize("folder", ["vendor", "./vendor/", "other/../vendor"])
def test_a_folder_with_all_that_is_named_lacks_nothing(folder: str, found: Found) -> None:
    assert found("CE607", workspace(folder)) == []
    assert found("CE607", workspace(folder, "site, cmi5, cartridge")) == []


@pytest.mark.parametrize("folder", ["../vendor", "/etc"])
def test_a_folder_outside_is_said_to_be_one(folder: str, found: Found) -> None:
    assert messages(found("CE607", workspace(folder))) == [f"`{folder}` lies outside the workspace"]


@pytest.mark.parametrize("named", ["ims_xml.xsd", "IMSMD_rootv1p2p1.xsd", "common/part.xsd", "../cedu.yaml"])
def test_what_a_schema_names_in_turn_is_missed_as_well(named: str, found: Found) -> None:
    files = workspace(first=NAMES.format(named))
    assert messages(found("CE607", files)) == [f"scorm12: `vendor` lacks `{named}`"]


@pytest.mark.parametrize("text", ["<schema/>".encode("utf-16"), b'<?xml version="1.0" encoding="ISO-8859-1"?><schema>\xe4</schema>'])
def test_a_schema_in_another_encoding_is_taken_as_it_is(text: bytes, found: Found) -> None:
    assert found("CE607", workspace(first=text)) == []


def test_each_version_misses_its_own(found: Found) -> None:
    (finding,) = found("CE607", workspace(targets="scorm12, scorm2004"))
    assert finding.message == "scorm2004: `vendor` lacks `imscp_v1p1.xsd`, `adlcp_v1p3.xsd`, `imsss_v1p0.xsd`, `lom.xsd`"
