"""Score what a candidate understood: pure functions over the labelled messages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

Row = dict[str, Any]
LEVEL = "level_"


def scores(rows: Sequence[Row]) -> dict[str, float]:
    """Give every figure of the comparison; a row holds its label and what was understood."""
    labelled = [row for row in rows if row["set"] in {"answers", "commands"}]
    inside = [row for row in rows if row["set"] == "inside"]
    second = [row for row in rows if row["set"] == "second_answers"]
    third = [row for row in rows if row["set"] == "third_answers"]
    answers = [row for row in labelled if row["set"] == "answers"]
    commands = [row for row in labelled if row["set"] == "commands"]
    needs = [row for row in rows if row["set"] == "needs"]
    second_needs = [row for row in rows if row["set"] == "second_needs"]
    figures = {
        "accuracy": share(labelled, is_right),
        "answers": share(answers, is_right),
        "commands": share(commands, is_right),
        "answers_inside": share(inside, is_right),
        "wrong_level": share(answers, is_wrong_level),
        "wrong_level_inside": share(inside, is_wrong_level),
        "wrong_recorded": share(answers, is_wrong_recorded),
        "recorded": share(answers, is_recorded),
        "second": share(second, is_right),
        "second_wrong_level": share(second, is_wrong_level),
        "second_wrong_recorded": share(second, is_wrong_recorded),
        "third": share(third, is_right),
        "third_wrong_level": share(third, is_wrong_level),
        "third_wrong_recorded": share(third, is_wrong_recorded),
    }
    if any(needs_of(row) for row in needs):  # A pipeline that looks for none has no figure.
        figures["needs_f1"] = needs_f1(needs)
        figures["second_needs_f1"] = needs_f1(second_needs)
    return figures


def share(rows: Sequence[Row], counts: Any) -> float:
    """Return the share of the rows for which it holds; 0 for no rows."""
    return sum(map(counts, rows)) / len(rows) if rows else 0.0


def is_right(row: Row) -> bool:
    """Whether the intent is the one of the label."""
    return bool(row["parsed"]["intent"] == row["intent"])


def is_wrong_level(row: Row) -> bool:
    """Whether a level was understood where another one, or none, was meant."""
    return str(row["parsed"]["intent"]).startswith(LEVEL) and not is_right(row)


def is_recorded(row: Row) -> bool:
    """Whether a level was taken as named outright, and so is saved without a confirmation."""
    has_level = any(name == "level" for name, _ in row["parsed"]["entities"])
    return has_level and str(row["parsed"]["intent"]).startswith(LEVEL)


def is_wrong_recorded(row: Row) -> bool:
    """Whether a wrong level is saved without a confirmation: the worst error there is."""
    return is_recorded(row) and is_wrong_level(row)


def needs_of(row: Row) -> set[str]:
    """Return the needs that were understood."""
    return {value for name, value in row["parsed"]["entities"] if name == "need"}


def needs_f1(rows: Iterable[Row]) -> float:
    """Return the micro-averaged F1 of the needs over all messages."""
    hits = misses = extras = 0
    for row in rows:
        meant, found = set(row["needs"]), needs_of(row)
        hits += len(meant & found)
        misses += len(meant - found)
        extras += len(found - meant)
    total = 2 * hits + misses + extras
    return 2 * hits / total if total else 0.0


def confusions(rows: Iterable[Row]) -> list[tuple[str, str, int]]:
    """Return (meant, understood, how often) of every error, the most frequent first."""
    counts = Counter(
        (row["intent"], str(row["parsed"]["intent"]))
        for row in rows
        if row["set"] in {"answers", "commands"} and not is_right(row)
    )
    return [(meant, got, n) for (meant, got), n in counts.most_common()]
