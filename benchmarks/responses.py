"""Makes responses as learners might have given them: `python benchmarks/responses.py [LEARNERS] > curricula/samples/responses.csv`.

They are to the assessment `structure-and-questions`, and nobody gave them. Each learner has an ability, each item a difficulty, a
discrimination and a chance of being guessed (Birnbaum's three-parameter model), all drawn from one seed, so that the file is the same
whenever it is made. Three faults are planted: to `rename` those who know more answer `meta`, as if that were its key; nobody falls for
`trivia` of `best-item`;
and `heading-levels` has nothing to do with the rest.
"""

import csv
import math
import random
import sys

TEST = "structure-and-questions"
# Difficulty, discrimination, chance, median seconds, the right answer, and the wrong ones with their weights.
ITEMS = {
    "file-of-kind": (-0.9, 1.2, 0.2, 22, "name", {"folder": 4, "key": 3, "workspace": 2}),
    "other-owner": (0.2, 1.6, 0.0, 38, "tea.brew", {"brew": 5, "tea/brew": 3, "brew.tea": 1, "": 2}),
    "rename": (-1.2, -0.7, 0.1, 35, "formerly", {"change": 3, "copy": 2, "meta": 5}),
    "start-course": (-0.8, 1.2, 0.0, 30, "cedu new course first-aid", {"cedu course new first-aid": 4, "cedu init first-aid": 3, "": 1}),
    "verbs": (0.1, 1.1, 0.0, 61, "", {}),
    "heading-levels": (0.0, 0.05, 0.3, 15, "true", {"false": 1}),
    "type-for-recall": (0.3, 1.5, 0.2, 33, "short", {"single": 5, "ordering": 1, "matching": 2}),
    "best-item": (0.9, 1.3, 0.2, 48, "case", {"definition": 5, "opinion": 4}),
}
PAIRS = {"list": "remember", "explain": "understand", "compare": "analyze", "compose": "create"}


def rows(learners, seed=20261122):
    """A row for each response; every twelfth learner tries again."""
    dice = random.Random(seed)
    for number in range(learners):
        learner, ability = f"l-{2001 + number}", dice.gauss(0.3, 1.0)
        for attempt in (1, 2) if number % 12 == 11 else (1,):
            for item in ITEMS:
                answer, score, seconds = response(dice, item, ability + 0.8 * (attempt - 1))
                yield learner, attempt, TEST, f"{TEST}.{item}", answer, score, seconds


def response(dice, item, ability):
    """What is answered, what that earns, and how many seconds it takes."""
    difficulty, discrimination, chance, median, right, wrong = ITEMS[item]
    seconds = f"{median * math.exp(dice.gauss(0, 0.45)):.1f}"
    knows = chance + (1 - chance) / (1 + math.exp(-1.7 * discrimination * (ability - difficulty)))
    if item == "verbs":
        pairs = {
            source: target if dice.random() < knows else dice.choice([*PAIRS.values(), "evaluate"]) for source, target in PAIRS.items()
        }
        earned = sum(PAIRS[source] == target for source, target in pairs.items()) / len(pairs)
        return ";".join(f"{source}=>{target}" for source, target in pairs.items()), f"{earned:g}", seconds
    if dice.random() < knows:
        return right, 1, seconds
    weights = dict(wrong)
    if item == "rename":
        weights["meta"] *= math.exp(1.2 * ability)
    return dice.choices(list(weights), list(weights.values()))[0], 0, seconds


def main():
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else 240
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("learner", "attempt", "test", "item", "answer", "score", "seconds"))
    writer.writerows(rows(learners))


if __name__ == "__main__":
    main()
