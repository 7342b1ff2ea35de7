"""Templates: whose comes first, what is said of a broken one, and how little a hostile one can do."""

import time
from pathlib import Path

import pytest

from cedu.rendering.templates import TemplateProblem, environment


def workspace(tmp_path, **templates):
    for name, text in templates.items():
        path = tmp_path / "templates" / "own" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return environment(tmp_path)


def problem(env, name="page", **values):
    with pytest.raises(TemplateProblem) as caught:
        env.get_template(f"own/{name}.html").render(**values)
    return caught.value


def test_a_workspaces_own_template_comes_first_and_may_extend_ours(tmp_path):
    own = tmp_path / "templates" / "site" / "base.html"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "shipped/site/base.html" %}{% block footer %}OURS{% endblock %}', encoding="utf-8")
    template = environment(tmp_path).get_template("site/base.html")
    values = {
        "language": "en",
        "direction": "ltr",
        "title": "T",
        "up": "",
        "frames": "",
        "trail": (),
        "organization": {"name": "O", "logo": "", "url": ""},
    }
    html = template.render(say=_say(), **values)
    assert "OURS" in html and "<!doctype html>" in html and "site-footer" not in html


def _say():
    from cedu.rendering.sandbox import offered

    return offered(lambda name, **_: name)


def test_values_are_escaped_but_in_markdown(tmp_path):
    env = workspace(tmp_path, page="{{ x }}")
    (tmp_path / "templates" / "own" / "page.md").write_text("{{ x }}")
    assert env.get_template("own/page.html").render(x="<b>") == "&lt;b&gt;"
    assert env.get_template("own/page.md").render(x="<b>") == "<b>"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("a\nb\n{{ nothing }}", 3, "'nothing' is undefined"),
        ("a\n{% if %}", 2, "expected an expression"),
        ("a\n\n{{ x | nofilter }}", 3, "nofilter"),
        ("{{ 1 / 0 }}", 1, "division"),
        ('\n{% include "own/none.html" %}', 2, "there is no template `own/none.html`"),
        ("{{ x.y }}", 1, "no attribute 'y'"),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path, source, line, words):
    found = problem(workspace(tmp_path, page=source), x="text")
    assert (found.path, found.line) == ("templates/own/page.html", line)
    assert words in found.message and "\n" not in found.message


def test_the_line_is_that_of_the_template_at_fault(tmp_path):
    env = workspace(tmp_path, page='\n{% include "own/inner.html" %}', inner="a\nb\nc\n{{ nothing }}")
    found = problem(env)
    assert (found.path, found.line) == ("templates/own/inner.html", 4)
    env = workspace(tmp_path, page='\n{% include "own/inner.html" %}', inner="a\n{% for %}")
    found = problem(env)
    assert (found.path, found.line) == ("templates/own/inner.html", 2)


HOSTILE = {
    "power": "{{ 10**(10**8) }}",
    "power of powers": "{% set x = 10**64 %}{{ x**64 }}",
    "large base": "{{ 10.0**64**64 }}",
    "products": "{% set n = namespace(x=10) %}{% for i in range(99999) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "repeated text": '{{ "x" * 10**9 }}',
    "repeated list": "{{ [1] * 100000 * 100000 }}",
    "format operator": '{{ "%1000000000d" % 1 }}',
    "format filter": '{{ "%1000000000d" | format(1) }}',
    "format method": '{{ "{:1000000000}".format(1) }}',
    "center": '{{ "x" | center(1000000000) }}',
    "ljust": '{{ "x".ljust(1000000000) }}',
    "range": "{% for i in range(10**9) %}{% endfor %}",
    "nested loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "lists in a loop": "{% for i in range(99999) %}{{ range(99999) | list | length }}{% endfor %}",
    "chains in a loop": '{% for i in range(99999) %}{{ range(99999) | map("string") | map("lower") | join | length }}{% endfor %}',
    "sorting in a loop": "{% for i in range(9999) %}{{ range(99999) | sort | first }}{% endfor %}",
    "search in a loop": '{% for i in range(99999) %}{{ "b" in ("a" * 999999) }}{% endfor %}',
    "doubled by ~": '{% set n = namespace(s="x") %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}',
    "doubled by +": '{% set n = namespace(s="x") %}{% for i in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}',
    "doubled lists": "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = n.l + n.l %}{% endfor %}",
    "macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(50) }}",
    "endless macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "endless include": '{% include "own/page.html" %}',
    "includes": '{% set n = n - 1 %}{% if n %}{% include "own/page.html" %}{% include "own/page.html" %}{% endif %}',
    "recursive loop": "{% for i in range(9) recursive %}{{ loop(range(9)) }}{% endfor %}",
    "a list twice in itself": "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l }}",
    "a tuple twice in itself": "{% set n = namespace(l=1) %}{% for i in range(60) %}{% set n.l = (n.l, n.l) %}{% endfor %}{{ n.l == 1 }}",
    "a dict twice in itself": "{% set n = namespace(l=1) %}{% for i in range(60) %}{% set n.l = {1: n.l, 2: n.l} %}{% endfor %}{{ n.l }}",
    "output": '{% set s = "x" * 100000 %}{% for i in range(99999) %}{{ s }}{% endfor %}',
    "replace": '{{ ("a" * 100000) | replace("a", "b" * 100000) }}',
    "replace method": '{{ ("a" * 100000).replace("a", "b" * 100000) }}',
    "join": '{{ range(99999) | join("b" * 100000) }}',
    "join method": '{{ ("b" * 100000).join("a" * 100000) }}',
    "sum of lists": "{{ ([[1] * 900] * 900) | sum(start=[]) }}",
    "deep": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "classes": "{{ ().__class__.__mro__ }}",
    "globals": "{{ cycler.__init__.__globals__ }}",
    "lipsum": "{{ lipsum(n=100000) }}",
    "to_bytes": "{{ (1).to_bytes(1000000000, 'big') }}",
    "files": "{{ file.read_text() }}",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_template_ends_soon_and_badly(tmp_path, source):
    env = workspace(tmp_path, page=source)
    started = time.process_time()
    found = problem(env, n=60, file=Path("/etc/passwd"))
    assert time.process_time() - started < 20  # not minutes: machines differ
    assert found.line >= 1


@pytest.mark.parametrize("name", ["../secret.html", "/etc/passwd", "own/link.html", "own/../../secret.html", "shipped/../pyproject.toml"])
def test_includes_nothing_from_outside(tmp_path, name):
    (tmp_path / "secret.html").write_text("SECRET")
    env = workspace(tmp_path, page=f'{{% include "{name}" %}}')
    (tmp_path / "templates" / "own" / "link.html").symlink_to(tmp_path / "secret.html")
    assert "no template" in problem(env).message


def test_what_honest_templates_do_is_allowed(tmp_path):
    env = workspace(
        tmp_path,
        page="{% for row in rows | sort(attribute='n') %}{{ loop.index }}{{ row.n ~ '-' ~ row.s.upper() }} {% endfor %}"
        "{{ rows | map(attribute='n') | sum }} {{ 2 ** 10 }} {{ '%d' | replace('%', 'x') }} {{ [1, 2] + [3] }} {{ 'a' * 3 }}",
    )
    rows = [{"n": 2, "s": "b"}, {"n": 1, "s": "a"}]
    assert env.get_template("own/page.html").render(rows=rows) == "11-A 22-B 3 1024 xd [1, 2, 3] aaa"


def test_a_namespace_is_not_written_out(tmp_path):
    page = "{% set n = namespace() %}{% for i in range(60) %}{% set n.l = namespace(a=n, b=n) %}{% endfor %}{{ [n, n] | string }}"
    assert workspace(tmp_path, page=page).get_template("own/page.html").render() == "[&lt;namespace&gt;, &lt;namespace&gt;]"


def test_names_are_filled_from_pairs(tmp_path):
    page = "{% set a, b = 1, 2 %}{% for key, value in [(a, b), (3, 4)] %}{{ key }}{{ value }}{% endfor %}{{ {'x': [a]}.x }}"
    assert workspace(tmp_path, page=page).get_template("own/page.html").render() == "1234[1]"


def test_a_long_list_is_no_offence(tmp_path):
    env = workspace(tmp_path, page="{% for x in rows %}<li>{{ x }} {{ loop.index ~ '/' ~ loop.length }}</li>{% endfor %}")
    assert env.get_template("own/page.html").render(rows=range(20_000)).count("<li>") == 20_000
