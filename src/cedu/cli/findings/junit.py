"""JUnit XML, as CI servers read it: a test case per file, which fails where the file has errors."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cedu.cli.findings import Format, Report, said
from cedu.diagnostics import Finding, Severity
from cedu.formats.xml import legal


def write(report: Report) -> Iterator[str]:
    """One test suite. Warnings are output, and failures only where the report is strict."""
    from xml.etree import ElementTree

    found = {path: list(group) for path, group in groupby(report.findings, key=lambda finding: finding.span.path)}
    paths = sorted({*report.paths, *found})
    failing = {path: [each for each in found.get(path, ()) if _fails(each, report)] for path in paths}
    counts = {"tests": str(len(paths)), "failures": str(sum(map(bool, failing.values()))), "errors": "0", "skipped": "0"}
    suites = ElementTree.Element("testsuites", {"name": "cedu validate", **counts})
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "cedu validate", **counts})
    for path in paths:
        case = ElementTree.SubElement(suite, "testcase", {"name": legal(path), "classname": "cedu.validate", "file": legal(path)})
        if failing[path]:
            first = f"{failing[path][0].code} {said(failing[path][0])}"
            more = f" (and {len(failing[path]) - 1} more)" if len(failing[path]) > 1 else ""
            failure = ElementTree.SubElement(case, "failure", {"message": legal(first + more), "type": failing[path][0].code})
            failure.text = _lines(failing[path])
        if others := [each for each in found.get(path, ()) if not _fails(each, report)]:
            ElementTree.SubElement(case, "system-out").text = _lines(others)
    ElementTree.indent(suites)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _fails(finding: Finding, report: Report) -> bool:
    return report.strict or finding.severity is Severity.ERROR


def _lines(findings: Sequence[Finding]) -> str:
    places = ((each, f"{each.span.path}:{each.span.line}:{each.span.column}") for each in findings)
    return legal("\n".join(f"{place}: {each.severity} {each.code} {said(each)}" for each, place in places))


FORMAT = Format("junit", write)
