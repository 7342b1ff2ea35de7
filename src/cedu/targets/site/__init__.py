"""Site: static HTML of courses, paths and certifications, which any web server takes and a browser opens from disk as well.

Each unit lies two folders below the site's root (`course/<id>/`), where the shared `assets/` are.
"""

from collections.abc import Iterator

from cedu.bundle import Output
from cedu.formats.browser import LOSES
from cedu.model.certification import Certification
from cedu.model.course import Course
from cedu.model.path import Path
from cedu.model.workspace import Workspace
from cedu.targets import Context, Target


def build(entity: Course | Path | Certification | Workspace, context: Context) -> Iterator[Output]:
    """The pages of one entity, or of the workspace."""
    from cedu.targets.site.courses import course_files
    from cedu.targets.site.overviews import certification_files, path_files, workspace_files

    match entity:
        case Course():
            return course_files(entity, context)
        case Path():
            return path_files(entity, context)
        case Certification():
            return certification_files(entity, context)
        case Workspace():
            return workspace_files(entity, context)


TARGET = Target(
    "site",
    "Website",
    (Course, Path, Certification, Workspace),
    build,
    "folder",
    scored_by="client",
    loses=LOSES,
)
