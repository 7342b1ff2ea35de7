"""Scripts and styles in fewer bytes, which mean the same."""

import pytest

from cedu.player.squeezing import script, style


@pytest.mark.parametrize(
    ("written", "squeezed"),
    [
        ("const name = 1; // a note\nuse(name);", "let a=1;use(a);"),
        ("/* a\n note */ let one = 1,\n  two = 2;", "let a=1,two=2;"),
        ("return one + +two - -three;", "return one+ +two- -three;"),
        ('const whole = `a ${one ? `b ${whole}` : "c // d"} e`;', 'let a=`a ${one?`b ${a}`:"c // d"} e`;'),
        ('const text = "/* no note */ \\" // none";', 'let a="/* no note */ \\" // none";'),
        ("const cut = text.replace(/[/\"'`] +/g, half / 2 / 3);", "let a=text.replace(/[/\"'`] +/g,half/2/3);"),
        ("if (a) return /x y/.test(b);", "if(a)return/x y/.test(b);"),
        ("function add(first, ...others) { return first + others; }", "function c(a,...b){return a+b}"),
        ("const { from, to } = place, at = 1; from + at;", "let{from,to}=place,at=1;from+at;"),
        ("const kept = { seed, kept: seed };", "let kept={seed,kept:seed};"),
        ("const size = 1; other.size = size;", "let size=1;other.size=size;"),
        (
            "const made = { start() { start(); }, async stop() {} }; const start = 1;",
            "let a={start(){start()},async stop(){}};let start=1;",
        ),
        ("for (const [one, [two]] of [[1, [2]]]) one(two);", "for(let[a,[b]]of[[1,[2]]])a(b);"),
        ("list.map((one) => one.two).sort((one, [two] = []) => one - two);", "list.map((a)=>a.two).sort((a,[two]=[])=>a-two);"),
        ("try { go(); } catch (error) { tell(error); }", "try{go()}catch(a){tell(a)}"),
        ("const a = window.b; const longer = a; c(longer);", "let a=window.b;let d=a;c(d);"),
    ],
)
def test_a_script_keeps_its_meaning(written, squeezed):
    assert script(written) == squeezed


def test_what_is_written_otherwise_is_refused():
    with pytest.raises(ValueError, match="no JavaScript of ours: '#x;'"):
        script("const one = this.#x;")


@pytest.mark.parametrize(
    ("written", "squeezed"),
    [
        ("/* a\n note */\na, b > c { color: red; margin: 0 auto; }\n", "a,b > c{color:red;margin:0 auto}"),
        ("a { margin: 0.5rem -0.25em 10.05px 0; }", "a{margin:.5rem -.25em 10.05px 0}"),
        ('a::before { content: "; a: b /* c */ "; }', 'a::before{content:"; a: b /* c */ "}'),
        (
            "@media (min-width: 60rem) and (color) { a :is(b, c) { top: calc(1px + 2px); } }",
            "@media (min-width:60rem) and (color){a :is(b,c){top:calc(1px + 2px)}}",
        ),
    ],
)
def test_a_style_keeps_its_meaning(written, squeezed):
    assert style(written) == squeezed
