"""Moodle: the gradebook's text export, and the reports of activity completion and of course completion.

After Moodle 4.5, `grade/export/txt`, `report/progress` and `report/completion`. Headers are in the language of whoever exports, so columns
are known by their form and by titles: a grade is `Quiz: Author exam (Real)`, a completion has the column of its day beside it, which is
called nothing, or by the day on which it is expected, or as the activity and ` - Completion date`. The gradebook's last column has the
second of the export; grades have no day.
"""

from collections.abc import Iterator, Mapping, Sequence

from cedu.credentials.results import cells
from cedu.credentials.results.known import Known
from cedu.credentials.results.layouts import declared, first_of, titled
from cedu.credentials.results.records import fields, folded, places_of
from cedu.credentials.results.wide import Column, Layout
from cedu.model.workspace import Export, Identity

_MAIL = (
    "email_address",
    "e_mail_adresse",
    "adresse_de_courriel",
    "dirección_de_correo",
    "メールアドレス",
    "عنوان_البريد_الإلكتروني",
    "email",
)
_WORDS: Mapping[str, tuple[str, ...]] = {
    "first_name": ("first_name", "vorname", "prénom", "nombre", "名", "الاسم_الأول"),
    "last_name": ("last_name", "surname", "nachname", "nom_de_famille", "nom", "apellido(s)", "姓", "الاسم_الأخير"),
    "name": ("full_name", "name", "vollständiger_name", "nom_complet", "nombre_completo", "フルネーム"),
    "email": _MAIL,
}
_IDENTITY: Mapping[Identity, tuple[str, ...]] = {
    "id": ("id_number", "id_nummer", "numéro_d’identification", "número_de_id", "idナンバー", "رقم_التعريف"),
    "email": _MAIL,
    "username": ("username", "anmeldename", "nom_d’utilisateur", "nombre_de_usuario", "ユーザ名", "اسم_المستخدم"),
}
# Modules whose answers Moodle itself, or a person in it, scores; what a SCORM package says comes from a browser.
_SERVED = frozenset(("quiz", "test", "cuestionario", "小テスト", "اختبار", "assignment", "aufgabe", "devoir", "tarea", "課題"))
_STATES = {
    "completed": "yes",
    "completed (achieved pass grade)": "yes",
    "completed (did not achieve pass grade)": "no",
    "not completed": "not yet",
    "abgeschlossen": "yes",
    "nicht abgeschlossen": "not yet",
    "terminé": "yes",
    "non terminé": "not yet",
    "completado": "yes",
    "finalizado": "yes",
    "no finalizado": "not yet",
}


def recognises(header: Sequence[str]) -> bool:
    """A gradebook has a grade of something, and who it is of in three columns or more; a report has days beside activities."""
    names = [folded(cell) for cell in header]
    graded = any(cell.rstrip().endswith(")") and " (" in cell for cell in header)
    people = sum(name in words for words in (*_WORDS.values(), *_IDENTITY.values()) for name in names)
    return (graded and people > 1) or (bool(people) and any(_has_day(header, place) for place in range(1, len(header))))


def layout(header: Sequence[str], export: Export, known: Known, learner: Identity) -> Layout:
    """Where what stands."""
    places = places_of(header)
    own = {name: at for name, words in _WORDS.items() if (at := first_of(places, *words)) >= 0}
    if (at := first_of(places, *_IDENTITY[learner])) >= 0:
        own["learner_id"] = at
    if not header[0].strip():
        own.setdefault("name", 0)
    found = own | {name: at for name, at in fields(header, export).items() if name in export.columns}
    said = tuple(declared(header, export, known))
    taken = {column.at for column in said} | set(found.values())
    columns = (*said, *_titled(header, export, known, taken))
    is_report = any(column.day_at >= 0 for column in columns)
    return Layout(found, columns, -1 if is_report else len(header) - 1, _STATES)


def _titled(header: Sequence[str], export: Export, known: Known, taken: set[int]) -> Iterator[Column]:
    """The columns whose headers have the title or id of something; a grade is of an assessment, and can't complete a course."""
    for place, cell in enumerate(header):
        if place in taken or not cell.strip():
            continue
        reported = _has_day(header, place)
        if subject := titled(cell, known, ("assessment", "course") if reported else ("assessment",)):
            served = cell.partition(":")[0].strip().casefold() in _SERVED
            source = export.source or ("server" if served else "")
            yield Column(place, subject, export.out_of, place + 1 if reported else -1, source, cell.strip())


def _has_day(header: Sequence[str], place: int) -> bool:
    """Has an activity's column one for the day after it?"""
    if place + 1 >= len(header) or not header[place].strip():
        return False
    beside = header[place + 1].strip()
    return not beside or cells.day(beside) is not None or beside.startswith(f"{header[place].strip()} - ")
