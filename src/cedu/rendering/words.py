"""The few words that we add to an author's own, by language; a language that is missing here reads English."""

from collections.abc import Callable
from html import escape

_WORDS = {
    "en": {
        "achievement": "Whoever holds it {achievement}.",
        "answers_stay": "Your answers are checked on this page and sent to nobody. The score counts for you alone.",
        "applies_to": "For {what}",
        "attempts": "Attempts: {attempts}",
        "audience": "For",
        "audiences": "Audiences",
        "breadcrumbs": "Where you are",
        "certification": "Certification",
        "certifications": "Certifications",
        "choose": "Choose …",
        "competencies": "It proves",
        "competency": "Competency",
        "contents": "Contents",
        "course": "Course",
        "courses": "Courses",
        "exam": "This exam is taken in your learning platform, where its score counts. It is not part of these pages.",
        "false": "False",
        "for_whom": "For whom",
        "from": "From",
        "guide": "Curriculum guide",
        "home": "Home",
        "hours": "{hours} h",
        "hours_minutes": "{hours} h {minutes} min",
        "in_all": "{time} without what is optional",
        "items": "{count} questions",
        "items_one": "1 question",
        "lesson_of": "Lesson {number} of {count}",
        "lesson_titles": "Lessons",
        "lessons": "{count} lessons",
        "lessons_one": "1 lesson",
        "level": "Level",
        "listen": "Listen to the recording on {host}",
        "minutes": "{minutes} min",
        "module": "Module {number}",
        "module_title": "Module",
        "modules": "What is in it",
        "months": "{count} months",
        "months_one": "1 month",
        "needs": "What they need",
        "needs_script": "To check your answers, allow JavaScript for this page.",
        "next": "Next",
        "note": "Note",
        "nowhere": "nowhere yet",
        "objectives": "Afterwards you can",
        "of_certification": "Level of {title}",
        "open": "Open {file}",
        "open_at": "Open it on {host}",
        "optional": "Optional",
        "owner": "Owner",
        "passing_score": "{score} % to pass",
        "path": "Learning path",
        "paths": "Learning paths",
        "prerequisites": "Before you start",
        "previous": "Previous",
        "proficiency": "How far",
        "proven_by": "Proven by",
        "published_by": "Published by {name}",
        "renewal": "Can be renewed in the last {months}",
        "require_assessment": "Pass {title}",
        "require_assessment_score": "Pass {title} with at least {score} %",
        "require_course": "Complete {title}",
        "require_level": "Hold the level {title}",
        "requires": "What it takes",
        "review_by": "Review by {date}",
        "role": "Role",
        "seen": "Seen",
        "self_check": "Self-check",
        "skip": "Skip to the content",
        "start": "Start the course",
        "step": "Step {number}",
        "steps": "Steps",
        "steps_count": "{count} steps",
        "steps_count_one": "1 step",
        "taught_in": "Taught in",
        "time": "Time",
        "time_limit": "{minutes} minutes",
        "transcript": "Transcript",
        "true": "True",
        "type_article": "Article",
        "type_infographic": "Infographic",
        "type_lab": "Lab",
        "type_live-session": "Live session",
        "type_quiz": "Quiz",
        "type_slides": "Slides",
        "type_video": "Video",
        "type_walkthrough": "Walkthrough",
        "type_webinar": "Webinar",
        "valid_for": "Valid for {months}",
        "valid_for_good": "Valid for good",
        "version": "Version {version}",
        "watch": "Watch the video on {host}",
        "week": "Week {number}",
    },
    "de": {
        "achievement": "Wer sie hat, {achievement}.",
        "answers_stay": "Ihre Antworten werden auf dieser Seite geprüft und niemandem geschickt. Das Ergebnis ist nur für Sie.",
        "applies_to": "Für {what}",
        "attempts": "Versuche: {attempts}",
        "audience": "Für",
        "audiences": "Zielgruppen",
        "breadcrumbs": "Wo Sie sind",
        "certification": "Zertifizierung",
        "certifications": "Zertifizierungen",
        "choose": "Wählen …",
        "competencies": "Das belegt sie",
        "competency": "Kompetenz",
        "contents": "Inhalt",
        "course": "Kurs",
        "courses": "Kurse",
        "exam": "Diese Prüfung legen Sie auf Ihrer Lernplattform ab, wo ihr Ergebnis zählt. Sie gehört nicht zu diesen Seiten.",
        "false": "Falsch",
        "for_whom": "Für wen",
        "from": "Von",
        "guide": "Lehrplan",
        "home": "Startseite",
        "hours": "{hours} Std.",
        "hours_minutes": "{hours} Std. {minutes} Min.",
        "in_all": "{time} ohne das Freiwillige",
        "items": "{count} Fragen",
        "items_one": "1 Frage",
        "lesson_of": "Lektion {number} von {count}",
        "lesson_titles": "Lektionen",
        "lessons": "{count} Lektionen",
        "lessons_one": "1 Lektion",
        "level": "Stufe",
        "listen": "Die Aufnahme auf {host} hören",
        "minutes": "{minutes} Min.",
        "module": "Modul {number}",
        "module_title": "Modul",
        "modules": "Was darin ist",
        "months": "{count} Monate",
        "months_one": "1 Monat",
        "needs": "Was sie brauchen",
        "needs_script": "Um Ihre Antworten zu prüfen, erlauben Sie JavaScript für diese Seite.",
        "next": "Weiter",
        "note": "Hinweis",
        "nowhere": "noch nirgends",
        "objectives": "Danach können Sie",
        "of_certification": "Stufe von {title}",
        "open": "{file} öffnen",
        "open_at": "Auf {host} öffnen",
        "optional": "Freiwillig",
        "owner": "Verantwortlich",
        "passing_score": "{score} % zum Bestehen",
        "path": "Lernpfad",
        "paths": "Lernpfade",
        "prerequisites": "Bevor Sie beginnen",
        "previous": "Zurück",
        "proficiency": "Wie weit",
        "proven_by": "Belegt durch",
        "published_by": "Herausgegeben von {name}",
        "renewal": "Kann ab {months} vor dem Ablauf erneuert werden",
        "require_assessment": "{title} bestehen",
        "require_assessment_score": "{title} mit mindestens {score} % bestehen",
        "require_course": "{title} abschließen",
        "require_level": "Die Stufe {title} haben",
        "requires": "Was es braucht",
        "review_by": "Zu prüfen bis {date}",
        "role": "Rolle",
        "seen": "Gesehen",
        "self_check": "Selbsttest",
        "skip": "Zum Inhalt springen",
        "start": "Kurs beginnen",
        "step": "Schritt {number}",
        "steps": "Schritte",
        "steps_count": "{count} Schritte",
        "steps_count_one": "1 Schritt",
        "taught_in": "Gelehrt in",
        "time": "Zeit",
        "time_limit": "{minutes} Minuten",
        "transcript": "Abschrift",
        "true": "Richtig",
        "type_article": "Artikel",
        "type_infographic": "Infografik",
        "type_lab": "Übung",
        "type_live-session": "Live-Sitzung",
        "type_quiz": "Quiz",
        "type_slides": "Folien",
        "type_video": "Video",
        "type_walkthrough": "Anleitung",
        "type_webinar": "Webinar",
        "valid_for": "Gültig für {months}",
        "valid_for_good": "Unbegrenzt gültig",
        "version": "Version {version}",
        "watch": "Das Video auf {host} ansehen",
        "week": "Woche {number}",
    },
}
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv"))


def say(language: str, name: str, **values: object) -> str:
    """One of our words in `language` (a BCP 47 tag), as text, with `values` filled in."""
    return _WORDS[spoken(language)][name].format(**values)


def say_html(language: str, name: str, **values: object) -> str:
    """What `say` says, as HTML that names its language where that is not the page's."""
    return marked(language, say(language, name, **values))


def marked(language: str, text: str) -> str:
    """`text` of ours, on a page in `language`, as HTML that names the text's language where it is another (WCAG 2.2, 3.1.2)."""
    return escape(text) if is_ours(language) else f'<span lang="{spoken(language)}">{escape(text)}</span>'


def count(language: str, name: str, number: int) -> str:
    """`number` things, such as `1 lesson` or `4 lessons`."""
    return say(language, f"{name}_one" if number == 1 else name, count=number)


def duration(language: str, minutes: int) -> str:
    """A span of time, in hours where it is long."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return say(language, "minutes", minutes=rest)
    return say(language, "hours_minutes", hours=hours, minutes=rest) if rest else say(language, "hours", hours=hours)


def spoken(language: str) -> str:
    """The language that `say` answers in for `language`."""
    tag = language.split("-")[0].lower()
    return tag if tag in _WORDS else "en"


def is_ours(language: str) -> bool:
    """Does `say` answer in `language` itself?"""
    return spoken(language) == language.split("-")[0].lower()


def for_templates(language: str, html: bool = True) -> dict[str, Callable[..., str]]:
    """`say`, `count` and `duration` as templates call them; where they put `html` into an attribute, `striptags` takes its mark away."""
    from markupsafe import Markup

    from cedu.rendering.sandbox import offered

    def shown(text: str) -> str:
        return Markup(marked(language, text)) if html else text  # noqa: S704 - escaped there

    def bare(value: object) -> object:
        return value.striptags() if isinstance(value, Markup) else value

    return {
        "say": offered(lambda name, **values: shown(say(language, name, **{key: bare(value) for key, value in values.items()}))),
        "count": offered(lambda name, number: shown(count(language, name, number))),
        "duration": offered(lambda minutes: shown(duration(language, minutes))),
    }


def direction(language: str) -> str:
    """`rtl` where the script of `language` runs from right to left, else `ltr`."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
