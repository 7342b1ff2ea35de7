"""Which script a character belongs to, and which fonts write it well: files by name, as Debian, Fedora, macOS and Windows have them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

Style = Literal["serif", "sans", "mono"]
Weight = Literal["regular", "bold"]

# Letters of these hang together, so that no room comes between them.
JOINED = frozenset(
    (
        "Arab",
        "Syrc",
        "Mong",
        "Nkoo",
        "Mand",
        "Mani",
        "Phlp",
        "Rohg",
        "Adlm",
        "Sogd",
        "Deva",
        "Beng",
        "Guru",
        "Gujr",
        "Orya",
        "Taml",
        "Telu",
        "Knda",
        "Mlym",
        "Sinh",
        "Mymr",
        "Khmr",
        "Tibt",
    )
)
# Between letters of these a line may end, where no space helps: they are written without spaces.
UNSPACED = frozenset(("Thai", "Laoo", "Khmr", "Mymr", "Tale", "Talu", "Lana", "Tavt", "Java", "Bali"))
# What stands for any script; and scripts that most who share a character write.
ANYONES = ("Zyyy", "Zinh")
_COMMON = ("Arab", "Hani", "Deva", "Hebr")
RTL_LANGUAGES = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ku-arab", "ps", "sd", "syr", "ug", "ur", "yi"))

# `A|B`: B is the bold one. `*` stands for Regular or Bold, `#` for the number of a font in a collection.
_LATIN: Mapping[Style, str] = {
    "serif": "NotoSerif-*.ttf DejaVuSerif.ttf|DejaVuSerif-Bold.ttf times.ttf|timesbd.ttf Times_New_Roman.ttf|Times_New_Roman_Bold.ttf",
    "sans": "NotoSans-*.ttf DejaVuSans.ttf|DejaVuSans-Bold.ttf arial.ttf|arialbd.ttf Arial_Unicode.ttf",
    "mono": "DejaVuSansMono.ttf|DejaVuSansMono-Bold.ttf NotoSansMono-*.ttf LiberationMono-*.ttf"
    " Menlo.ttc consola.ttf|consolab.ttf cour.ttf",
}
_FAMILIES: Mapping[str, Mapping[Style, str]] = {
    "Arab": {
        "serif": "NotoNaskhArabic-*.ttf GeezaPro.ttc times.ttf|timesbd.ttf",
        "sans": "NotoSansArabic-*.ttf GeezaPro.ttc segoeui.ttf|segoeuib.ttf arial.ttf|arialbd.ttf DejaVuSans.ttf|DejaVuSans-Bold.ttf",
    },
    "Hebr": {
        "serif": "NotoSerifHebrew-*.ttf FrankRuehlCLM-Medium.ttf|FrankRuehlCLM-Bold.ttf times.ttf|timesbd.ttf",
        "sans": "NotoSansHebrew-*.ttf ArialHB.ttc segoeui.ttf|segoeuib.ttf arial.ttf|arialbd.ttf DejaVuSans.ttf|DejaVuSans-Bold.ttf",
    },
    "Deva": {
        "serif": "NotoSerifDevanagari-*.ttf ITFDevanagari.ttc",
        "sans": "NotoSansDevanagari-*.ttf Kohinoor.ttc Nirmala.ttc Nirmala.ttf|NirmalaB.ttf Lohit-Devanagari.ttf",
    },
    "Thai": {
        "serif": "NotoSerifThai-*.ttf Thonburi.ttc tahoma.ttf|tahomabd.ttf",
        "sans": "NotoSansThai-*.ttf Thonburi.ttc leelawui.ttf|leelauib.ttf tahoma.ttf|tahomabd.ttf",
    },
    "Jpan": {
        "serif": "NotoSerifCJK-*.ttc#0 NotoSerifCJKjp-*.otf ipaexm.ttf ipam.ttf ヒラギノ明朝_ProN.ttc yumin.ttf|yumindb.ttf msmincho.ttc",
        "sans": "NotoSansCJK-*.ttc#0 NotoSansCJKjp-*.otf ipaexg.ttf ipag.ttf ヒラギノ角ゴシック_W3.ttc|ヒラギノ角ゴシック_W6.ttc"
        " YuGothR.ttc|YuGothB.ttc msgothic.ttc",
    },
    "Kore": {
        "serif": "NotoSerifCJK-*.ttc#1 NotoSerifCJKkr-*.otf NanumMyeongjo.ttf|NanumMyeongjoBold.ttf AppleMyungjo.ttf batang.ttc",
        "sans": "NotoSansCJK-*.ttc#1 NotoSansCJKkr-*.otf NanumGothic.ttf|NanumGothicBold.ttf AppleSDGothicNeo.ttc malgun.ttf|malgunbd.ttf",
    },
    "Hans": {
        "serif": "NotoSerifCJK-*.ttc#2 NotoSerifCJKsc-*.otf Songti.ttc simsun.ttc",
        "sans": "NotoSansCJK-*.ttc#2 NotoSansCJKsc-*.otf PingFang.ttc msyh.ttc|msyhbd.ttc simhei.ttf wqy-zenhei.ttc"
        " DroidSansFallbackFull.ttf",
    },
    "Hant": {
        "serif": "NotoSerifCJK-*.ttc#3 NotoSerifCJKtc-*.otf Songti.ttc#4 mingliu.ttc",
        "sans": "NotoSansCJK-*.ttc#3 NotoSansCJKtc-*.otf PingFang.ttc#1 msjh.ttc|msjhbd.ttc DroidSansFallbackFull.ttf",
    },
}
_URDU = "NotoNastaliqUrdu-*.ttf"
_HAN = ("Jpan", "Kore", "Hans", "Hant")
_FALLBACK = (
    "DroidSansFallbackFull.ttf DroidSansFallback.ttf Arial_Unicode.ttf arialuni.ttf NotoSansSymbols-*.ttf NotoSansSymbols2-Regular.ttf"
)
_PACKAGES = {
    "Jpan": "fonts-noto-cjk or fonts-ipafont",
    "Kore": "fonts-noto-cjk or fonts-nanum",
    "Hans": "fonts-noto-cjk or fonts-droid-fallback",
}


@lru_cache(maxsize=65536)
def script_of(character: str) -> str:
    """The four letters of a character's script (ISO 15924); Zyyy is anyone's, Zinh what it follows."""
    from fontTools.unicodedata import script

    return str(script(character))


@lru_cache(maxsize=4096)
def shared_script(character: str, near: str) -> str:
    """The script of a character that is no script's own: that of the letter near it, unless only others use it, as the Arabic comma."""
    from fontTools.unicodedata import script_extension

    users = script_extension(character) - {*ANYONES}
    if not users or near in users:
        return near
    return next((script for script in _COMMON if script in users), min(users))


def group_of(script: str, language: str, text: str) -> str:
    """The fonts that a script of `text` asks for: Han is written as its neighbours or the language are."""
    if script in ("Hira", "Kana", "Hrkt"):
        return "Jpan"
    if script == "Hang":
        return "Kore"
    if script == "Bopo":
        return "Hant"
    if script != "Hani":
        return script
    scripts = {script_of(each) for each in text}
    if scripts & {"Hira", "Kana"}:
        return "Jpan"
    if "Hang" in scripts:
        return "Kore"
    tag = language.lower()
    if tag.startswith(("ja", "ko")):
        return "Jpan" if tag.startswith("ja") else "Kore"
    is_traditional = "hant" in tag or tag.startswith("yue") or tag.endswith(("-tw", "-hk", "-mo"))
    return "Hant" if is_traditional else "Hans"


def is_rtl(language: str) -> bool:
    """Is a language written from right to left?"""
    tag = language.lower()
    return tag.partition("-")[0] in RTL_LANGUAGES or "-arab" in tag or "-hebr" in tag


def files(group: str, language: str, style: Style, weight: Weight) -> Iterator[tuple[str, int]]:
    """The fonts to write a script with, the best first: a file's name in small letters, and the number of a font in it."""
    other: Style = "serif" if style == "serif" else "sans"
    styles = dict.fromkeys((style, other, "sans", "serif"))
    if group == "Arab" and language.partition("-")[0] == "ur":
        yield from _read(_URDU, weight)
    groups = (group, *(each for each in _HAN if each != group)) if group in _HAN else (group,)
    for each in groups:
        for one in styles:
            yield from _read(_FAMILIES.get(each, {}).get(one, ""), weight)
    name = _noto(group)
    for one in styles:
        yield from _read(f"NotoSerif{name}-*.ttf" if one == "serif" else f"NotoSans{name}-*.ttf" if one == "sans" else "", weight)
    for one in styles:
        yield from _read(_LATIN.get(one, ""), weight)
    yield from _read(_FALLBACK, weight)


def _read(written: str, weight: Weight) -> Iterator[tuple[str, int]]:
    """The files of a list, the bold ones first where they are wanted; in the list, `_` stands for a space in a name."""
    words = ("Bold", "Regular") if weight == "bold" else ("Regular",)
    for entry in written.split():
        names, _, number = entry.replace("_", " ").casefold().partition("#")
        light, _, bold = names.partition("|")
        for name in (bold, light) if weight == "bold" and bold else (light,):
            for word in words if "*" in name else ("",):
                yield name.replace("*", word.casefold()), int(number or 0)


@lru_cache
def _noto(group: str) -> str:
    """A script as Noto's files call it."""
    from fontTools.unicodedata import script_name

    return "NKo" if group == "Nkoo" else script_name(group, default="").replace("_", "")


def advice(character: str) -> str:
    """What to install so that a character can be drawn."""
    script = script_of(character)
    group = group_of(script, "", character)
    if group in (*ANYONES, "Zzzz"):
        return "install a font that has it, or write it otherwise"
    name = {"Jpan": "CJK", "Kore": "CJK", "Hans": "CJK", "Hant": "CJK", "Latn": "", "Grek": "", "Cyrl": ""}.get(group, _noto(group))
    package = _PACKAGES.get(group, "fonts-noto-core")
    family = "Noto Naskh Arabic" if group == "Arab" else f"Noto Serif {name}".strip()
    return f"install one, such as {family} (Debian: {package})"
