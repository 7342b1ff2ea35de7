import re

from cedu.formats.scorm import identifier


def test_an_identifier_is_a_name_that_xml_and_lmss_take() -> None:
    for names in (("course", "a" * 64, "organization"), ("course", "1st", "item"), ("course", "größe.x", "item")):
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", identifier("https://learn.example.org/", *names))


def test_an_identifier_is_for_life() -> None:
    # Learners' history hangs on it: if this fails, the code is wrong, not the test.
    assert identifier("https://learn.example.org/", "course", "git-basics", "item") == "cedu-course-git-basics-item-d041120602e9"


def test_two_workspaces_stay_apart() -> None:
    assert identifier("https://a.example/", "course", "git") != identifier("https://b.example/", "course", "git")


def test_names_do_not_run_into_one_another() -> None:
    assert identifier("https://a.example/", "course", "a-b", "c") != identifier("https://a.example/", "course", "a", "b-c")
