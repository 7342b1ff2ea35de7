"""Designs: what is wrong with one is said at its line, and a workspace's own goes before ours."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from jsonschema import Draft202012Validator
from jsonschema_rs import Draft202012Validator as FastValidator

from cedu.model.certificate import Look, designs
from cedu.rendering.certificate.boxes import BOXES, MM, Background, QrCode, Rectangle, Signature, Text, misplaced, parts, placed
from cedu.rendering.certificate.design import check, load
from cedu.resources import shipped
from cedu.source.schema import bundle

A4 = (297.0, 210.0)
STYLE = """\
title: Own
fonts: {sans: {package: font_source_sans_pro, file: SourceSansPro-Regular.ttf, style: sans}}
colours: {ink: "#102030"}
"""
TEXT = 'boxes:\n  - {type: text, text: "{{ holder.name }}", left: 5, right: 5, top: 5, font: sans, size: 12, colour: ink}\n'


def put(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / "templates" / "certificate" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


# Our own designs.


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", sorted(designs(None)))
def test_our_designs_are_right_in_every_format(name: str, paper: Any, orientation: Any) -> None:
    design, findings = load(None, Look(name, paper, orientation))
    assert design, findings
    assert (design.page[0] > design.page[1]) == (orientation == "landscape")
    for box in design.boxes:
        place = placed(box, design.page, mirrored=False)
        assert place.width > 0 and place.height >= 0
        if isinstance(box, Text | QrCode | Signature):
            assert place.x >= 0 and place.y >= 0
            assert place.x + place.width <= design.page[0] * MM + 0.01 and place.y + place.height <= design.page[1] * MM


def test_there_are_three() -> None:
    assert designs(None) == {"rosette", "classic", "modern"}


def test_our_own_workspace_s_designs_have_no_findings() -> None:
    assert list(check(Path(__file__).resolve().parents[4])) == []


# Schemas.


@pytest.mark.parametrize("name", BOXES)
def test_the_class_of_a_box_agrees_with_its_schema(name: str) -> None:
    schema = bundle("certificate-layout", shipped("schemas"))["$defs"]
    node, cls = schema[name], BOXES[name]
    known = {field.name: field for field in fields(cls)}
    assert set(node["properties"]) - {"type"} == set(known)
    assert set(node["required"]) - {"type"} == {key for key, field in known.items() if field.default is MISSING}
    hints = get_type_hints(cls)
    for key, field in known.items():
        value = node["properties"][key]
        if "default" in value:
            assert value["default"] == field.default, key
        if get_origin(hints[key]) is not None and "enum" in value:
            assert tuple(value["enum"]) == get_args(hints[key]), key


def test_every_box_is_listed() -> None:
    box = bundle("certificate-layout", shipped("schemas"))["$defs"]["box"]
    assert set(box["properties"]["type"]["enum"]) == set(BOXES) == {each["then"]["$ref"].rpartition("/")[2] for each in box["allOf"]}


@pytest.mark.parametrize("kind", ["certificate-layout", "certificate-design"])
def test_every_property_is_described_and_every_example_valid(kind: str) -> None:
    root = bundle(kind, shipped("schemas"))

    def walk(node: Any, way: str) -> None:
        if not isinstance(node, dict):
            return
        if "examples" in node and way != "box":
            whole = {**node, "$defs": root.get("$defs", {})}
            for example in node["examples"]:
                assert list(Draft202012Validator(whole).iter_errors(example)) == [], (way, example)
                assert FastValidator(whole).is_valid(example)
        for name, each in node.get("properties", {}).items():
            if set(each) - {"const", "$ref"}:
                assert each.get("title") and each.get("description", "").endswith(".") and each.get("examples"), f"{way}.{name}"
            walk(each, f"{way}.{name}")
        for name, each in node.get("$defs", {}).items():
            walk(each, name)
        for key in ("items", "additionalProperties"):
            walk(node.get(key), f"{way}.{key}")

    walk(root, kind)


# Places.


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"left": 10, "right": 20, "top": 5, "height": 8}, (10, 197, 267, 8)),
        ({"left": 10, "width": 20, "bottom": 5, "height": 8}, (10, 5, 20, 8)),
        ({"right": 10, "width": 20, "top": 5, "bottom": 5}, (267, 5, 20, 200)),
        ({"centre": 0, "width": 97, "middle": 10, "height": 10}, (100, 90, 97, 10)),
        ({"centre": -5, "width": 97, "top": 0, "height": 10}, (95, 200, 97, 10)),
    ],
)
def test_a_box_lies_where_it_says(place: dict[str, float], expected: tuple[float, ...]) -> None:
    box = Rectangle(**place)  # type: ignore[arg-type]
    assert misplaced(box) == ""
    assert [each / MM for each in placed(box, A4, mirrored=False)] == pytest.approx(list(expected))
    x, y, width, height = placed(box, A4, mirrored=True)
    assert [x / MM, y / MM, width / MM, height / MM] == pytest.approx([297 - expected[0] - expected[2], *expected[1:]])


@pytest.mark.parametrize(
    "place",
    [
        {"left": 10, "top": 5, "height": 8},
        {"left": 10, "right": 5, "width": 3, "top": 5, "height": 8},
        {"centre": 0, "top": 5, "height": 8},
        {"centre": 0, "left": 4, "width": 5, "top": 5, "height": 8},
        {"left": 10, "right": 5, "top": 5},
        {"left": 10, "right": 5, "top": 5, "bottom": 5, "height": 5},
    ],
)
def test_a_box_that_could_lie_anywhere_is_said_to(place: dict[str, float]) -> None:
    assert misplaced(Rectangle(**place)).startswith("a box needs two of")  # type: ignore[arg-type]


def test_what_has_a_height_of_its_own_needs_none() -> None:
    text = Text(text="a", font="sans", size=20, colour="#000000", lines=2, left=0, right=0, bottom=10)
    assert misplaced(text) == "" and placed(text, A4, mirrored=False).height == pytest.approx(48)
    code = QrCode(text="a", colour="#000000", left=0, width=30, top=0)
    assert misplaced(code) == "" and placed(code, A4, mirrored=False)[2:] == pytest.approx((30 * MM, 30 * MM))
    page = Background(file="a.pdf")
    assert misplaced(page) == "" and placed(page, A4, mirrored=True) == pytest.approx((0, 0, 297 * MM, 210 * MM))


def test_a_signature_is_a_picture_a_line_a_name_and_a_role() -> None:
    box = Signature(
        name="A", role="B", file="c.png", stroke="#000000", font="f", size=10, colour="#000000", left=0, width=50, top=0, height=30
    )
    place = placed(box, A4, mirrored=False)
    found = parts(box, place)
    assert [type(part).__name__ for part, _ in found] == ["Image", "Line", "Text", "Text"]
    heights = [(own.y, own.y + own.height) for _, own in found]
    assert heights[0][1] == pytest.approx(place.y + place.height)
    assert heights[0][0] == heights[1][0] > heights[2][1] > heights[2][0] == pytest.approx(heights[3][1])
    assert heights[3][0] == place.y


# A workspace's own.


def test_a_workspace_s_own_design_is_drawn(tmp_path: Path, own: Any) -> None:
    text = TEXT.replace("holder.name", "holder.name | upper }} {{ 1 + 1 }} {{ page.paper }} {{ words.motto")
    put(tmp_path, {"own/design.yaml": STYLE, "own/landscape.yaml": text, "words.yaml": "en: {motto: Learn!}\n"})
    assert own.drawn(look=Look("own")).text == "ADA LOVELACE 2 a4 Learn!"


def test_a_paper_may_have_a_layout_of_its_own(tmp_path: Path, own: Any) -> None:
    other = TEXT.replace("{{ holder.name }}", "for letters")
    put(tmp_path, {"own/design.yaml": STYLE, "own/landscape.yaml": TEXT, "own/letter-landscape.yaml": other})
    assert own.drawn(look=Look("own")).text == "Ada Lovelace"
    assert own.drawn(look=Look("own", "letter")).text == "for letters"
    assert own.tried(look=Look("own", "a4", "portrait")).endswith("the design `own` has no `portrait.yaml`")
    assert "there is no design `gone`" in own.tried(look=Look("gone"))


def test_one_file_of_a_design_of_ours_may_be_replaced(tmp_path: Path, own: Any) -> None:
    style = (shipped("templates") / "certificate" / "modern" / "design.yaml").read_text().replace("#3d3bf3", "#00aa00")
    (tmp_path / "templates/certificate/modern").mkdir(parents=True)
    (tmp_path / "templates/certificate/modern/design.yaml").write_text(style)
    green = own.drawn(look=Look("modern"))
    assert green.holds("Ada Lovelace")
    assert green.pdf != type(own)(tmp_path / "nowhere").drawn(look=Look("modern")).pdf


@pytest.mark.parametrize(
    ("font", "message"),
    [
        ("{package: evil.fonts, file: x.ttf, style: sans}", "`package` is `evil.fonts`: the name of a package is letters, digits and `_`"),
        ("{package: [evil], file: x.ttf, style: sans}", "`package` has to be a text, not a list"),
        ("{file: ../x.ttf, style: sans}", "`../x.ttf` lies outside of the package, or of the folder of the design"),
        ("{file: /x.ttf, style: sans}", "`/x.ttf` lies outside of the package, or of the folder of the design"),
    ],
)
def test_a_font_is_looked_for_where_fonts_may_lie_and_nothing_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, font: str, message: str
) -> None:
    """`find_spec("evil.fonts")` runs `evil`, which Python finds in a workspace where it is run as `python -m cedu`."""
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "__init__.py").write_text("raise SystemExit('it was run')")
    monkeypatch.syspath_prepend(tmp_path)
    put(tmp_path, {"own/design.yaml": f"title: Own\nfonts: {{sans: {font}}}\n", "own/landscape.yaml": TEXT})
    design, findings = load(tmp_path, Look("own"))
    assert design is None
    assert [(finding.span.line, finding.message) for finding in findings] == [(2, message)]


def test_a_template_that_goes_wrong_refuses(tmp_path: Path, own: Any) -> None:
    for text, reason in (("{{ holder.nmae }}", "nmae"), ("{{ award.number ", "end of"), ("{{ 10 ** 10 ** 9 }}", "too large")):
        put(tmp_path, {"own/design.yaml": STYLE, "own/landscape.yaml": TEXT.replace("{{ holder.name }}", text)})
        refusal = type(own)(tmp_path).tried(look=Look("own"))
        assert isinstance(refusal, str) and reason in refusal, refusal


def test_a_code_can_hold_only_so_much(tmp_path: Path, own: Any) -> None:
    code = 'boxes:\n  - {type: qr, text: "{{ award.link }}", left: 5, width: 30, top: 5, colour: ink}\n'
    put(tmp_path, {"own/design.yaml": STYLE, "own/landscape.yaml": code})
    assert isinstance(own.tried(look=Look("own")), bytes)
    assert "too long for a QR code" in own.tried(look=Look("own"), link="https://example.org/" + "x" * 5000)


def test_a_design_through_a_symbolic_link_out_of_the_workspace_is_not_used(tmp_path: Path) -> None:
    put(tmp_path / "outside", {"own/design.yaml": STYLE, "own/landscape.yaml": TEXT})
    root = tmp_path / "inside"
    (root / "templates" / "certificate").mkdir(parents=True)
    (root / "templates" / "certificate" / "own").symlink_to(tmp_path / "outside" / "templates" / "certificate" / "own")
    design, findings = load(root, Look("own"))
    assert design is None and "symbolic link out of the workspace" in findings[0].message


def test_a_picture_or_a_font_that_is_not_there_is_found_before_anybody_is_awarded(tmp_path: Path) -> None:
    logo = '{type: image, file: "{{ organization.logo }}", left: 5, width: 5, top: 5, height: 5}'
    picture = f"  - {{type: background, file: ground.svg}}\n  - {logo}\n"
    put(tmp_path, {"ours/design.yaml": STYLE, "ours/portrait.yaml": TEXT + picture, "ours/grund.svg": "<svg/>"})
    (finding,) = check(tmp_path)
    assert (finding.message, finding.hint, finding.span.line) == (
        "there is no picture `ground.svg` beside the design",
        "did you mean `grund.svg`?",
        3,
    )
    put(tmp_path, {"ours/design.yaml": STYLE.replace("-Regular", "-Regulär")})
    (finding,) = check(tmp_path)
    assert (finding.message, finding.span.line) == ("there is no font `SourceSansPro-Regulär.ttf` in the package `font_source_sans_pro`", 2)
    put(tmp_path, {"ours/design.yaml": STYLE.replace("package: font_source_sans_pro, file: SourceSansPro", "file: Ours")})
    assert [finding.message for finding in check(tmp_path)] == ["there is no font `Ours-Regular.ttf` beside the design"]
