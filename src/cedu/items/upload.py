"""Upload: hand in a file, which a person marks by a rubric."""

from cedu.items import Fields, ItemType, given
from cedu.model.entity import frozen
from cedu.model.interaction import Interaction, UploadInteraction
from cedu.model.item import Item
from cedu.model.rubric import Criterion, lifted, lowered


@frozen
class Upload(Item):
    """Up to `files` files of one of `file_types`, or of any type where there are none."""

    rubric: tuple[Criterion, ...] = ()
    file_types: tuple[str, ...] = ()
    files: int = 1


def _lower(item: Upload) -> UploadInteraction:
    return UploadInteraction(item.files, item.file_types, lowered(item.rubric))


def _lift(interaction: Interaction) -> Fields | None:
    if not isinstance(interaction, UploadInteraction):
        return None
    files = None if interaction.files == 1 else interaction.files
    return given(rubric=lifted(interaction.rubric), file_types=list(interaction.file_types), files=files)


ITEM_TYPE = ItemType("upload", Upload, _lower, _lift)
