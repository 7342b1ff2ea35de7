"""`cedu items`: what it asks of its options, and its exit codes."""

from pathlib import Path

import pytest

from cedu.cli.app import FAILED, FINE, MISUSED, run

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = "curricula/samples/responses.csv"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], FINE, "8 by id"),
        (["--cut", "101"], MISUSED, "--cut"),
        (["--column", "learner"], MISUSED, "write OURS=THEIRS"),
        (["--from", "scantron"], MISUSED, "--from"),
        (["--from", "canvas"], FAILED, "no column such as"),
        (["--assessment", "nobody-knows"], FAILED, "there is no assessment"),
    ],
)
def test_options(arguments, code, said, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert run(["items", SAMPLE, *arguments]) == code
    assert said in capsys.readouterr().err


def test_a_place_is_named_from_where_one_is(monkeypatch, capsys):
    monkeypatch.chdir(ROOT / "curricula" / "samples")
    assert run(["items", "responses.csv"]) == FINE
    assert "\n../authoring/structure-and-questions.assessment.yaml:40  wrong key" in capsys.readouterr().out


def test_nothing_is_written_where_a_template_is_wrong(tmp_path, monkeypatch, capsys):
    (tmp_path / "cedu.yaml").write_text("cedu: 1\nnamespace: https://x.example/\norganization: {name: X}\n", encoding="utf-8")
    (tmp_path / "templates/items").mkdir(parents=True)
    (tmp_path / "templates/items/report.html").write_text("{{ 1 / 0 }}", encoding="utf-8")
    (tmp_path / "r.csv").write_text("learner,item,score\na,x,1\nb,x,0\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["items", "r.csv", "--html", "out.html"]) == FAILED
    assert "templates/items/report.html:1" in capsys.readouterr().err
    assert not (tmp_path / "out.html").exists()
