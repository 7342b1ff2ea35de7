"""The few words that we add to an author's own, by language; a language that is missing here reads English."""

_WORDS = {
    "en": {
        "attempts": "Attempts: {attempts}",
        "choose": "Choose …",
        "contents": "Contents",
        "exam": "This exam is taken in your learning platform, where its score counts. It is not part of these pages.",
        "items": "{count} questions",
        "listen": "Listen to the recording on {host}",
        "minutes": "{minutes} min",
        "objectives": "Afterwards you can",
        "open": "Open {file}",
        "open_at": "Open it on {host}",
        "passing_score": "{score} % to pass",
        "time_limit": "{minutes} minutes",
        "transcript": "Transcript",
        "watch": "Watch the video on {host}",
        "your_answer": "Your answer",
    },
}
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv"))


def say(language: str, name: str, **values: object) -> str:
    """One of our words in `language` (a BCP 47 tag), as text, with `values` filled in."""
    return _WORDS.get(language.split("-")[0], _WORDS["en"])[name].format(**values)


def spoken(language: str) -> str:
    """The language that `say` answers in for `language`."""
    return language if language.split("-")[0] in _WORDS else "en"


def direction(language: str) -> str:
    """`rtl` where the script of `language` runs from right to left, else `ltr`."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
