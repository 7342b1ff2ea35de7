"""The few words that we add to an author's own, by language; a language that is missing here reads English."""

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
}
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv"))


def say(language: str, name: str, **values: object) -> str:
    """One of our words in `language` (a BCP 47 tag), as text, with `values` filled in."""
    return _WORDS.get(language.split("-")[0], _WORDS["en"])[name].format(**values)


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
    return language if language.split("-")[0] in _WORDS else "en"


def direction(language: str) -> str:
    """`rtl` where the script of `language` runs from right to left, else `ltr`."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
