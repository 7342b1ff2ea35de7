"""A choice: what single- and multiple-choice items are made of."""

from typing import Any

from cedu.model.annotations import Markdown
from cedu.model.entity import Part, frozen
from cedu.model.interaction import ChoiceInteraction, Option


@frozen
class Choice(Part):
    """One choice; not correct unless it says so."""

    id: str
    text: Markdown
    correct: bool = False
    feedback: Markdown = ""

    @property
    def option(self) -> Option:
        """The choice as an interaction has it, without saying whether it is right."""
        return Option(self.id, self.text, self.feedback)


def lifted(interaction: ChoiceInteraction) -> list[dict[str, Any]]:
    """The choices of `interaction` as YAML has them."""
    return [
        {
            "id": choice.id,
            "text": choice.text,
            **({"correct": True} if choice.id in interaction.keys else {}),
            **({"feedback": choice.feedback} if choice.feedback else {}),
        }
        for choice in interaction.choices
    ]
