"""What a choice is worth in Moodle: there and back.

Moodle's importer takes only certain shares (`question_bank::fraction_options_full`), and a question with several right choices only if
theirs add up to 100 percent.
"""

from collections.abc import Sequence

from cedu.model.interaction import ChoiceInteraction

# The shares for one to ten right choices.
SHARES = ("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10")
# All that a choice may earn or cost, in percent.
KNOWN = ("0", "5", *SHARES[::-1], "30", "40", "60", "66.66667", "70", "75", "80", "83.33333", "90")


def shares(count: int) -> tuple[str, ...]:
    """What each of `count` right choices is worth, in percent; together 100 as Moodle rounds it, or it refuses the question.

    Beyond ten, equal shares are none that Moodle knows, so that some are 10 and others 5; beyond twenty, some are 0.
    """
    if count <= len(SHARES):
        return (SHARES[count - 1],) * count
    tens = max(20 - count, 0)
    fives = (100 - 10 * tens) // 5
    return ("10",) * tens + ("5",) * fives + ("0",) * (count - tens - fives)


def fractions(interaction: ChoiceInteraction) -> dict[str, str]:
    """What each choice is worth, in percent, by its id.

    A wrong choice of several costs all where only the exact set counts, and where credit is partial the share nearest to its penalty.
    """
    right = [choice.id for choice in interaction.choices if choice.id in interaction.keys]
    if interaction.response != "multiple":
        return {choice.id: "100" if choice.id in interaction.keys else "0" for choice in interaction.choices}
    worth = dict(zip(right, shares(len(right)), strict=True))
    cost = 100 / len(right) * interaction.penalty if interaction.partial_credit else 100.0
    known = min(KNOWN, key=lambda share: abs(float(share) - cost))
    return {choice.id: worth.get(choice.id, f"-{known}" if known != "0" else known) for choice in interaction.choices}


def credit(worths: Sequence[float]) -> tuple[bool, float]:
    """Is credit partial, and what does a wrong choice take away, in shares of a right one, where choices are worth so much, in percent?

    Where a wrong choice costs all, only the exact set counts: so it is that Moodle's authors write that.
    """
    right = sum(worth > 0 for worth in worths)
    cost = max((-worth for worth in worths if worth <= 0), default=100 / max(right, 1))
    if cost >= 100 and any(worth <= -100 for worth in worths):
        return False, 1
    penalty = round(cost * right / 100, 3)
    return True, int(penalty) if penalty == int(penalty) else penalty


def is_kept(interaction: ChoiceInteraction) -> bool:
    """Is the credit that Moodle gives the one that `interaction` asks for, and read back as that?"""
    worths = [float(each) for each in fractions(interaction).values()]
    keys = sum(worth > 0 for worth in worths)
    return keys == len(interaction.keys) and credit(worths) == (interaction.partial_credit, interaction.penalty)
