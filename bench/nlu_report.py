"""Write the comparison as a page, a table, a confusion matrix and a list of misses."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.nlu_scores import Row, confusions, is_right, is_wrong_recorded, needs_of

TITLES = {
    "chosen": "Linear SVM with naive Bayes (chosen)",
    "logistic": "Rasa's LogisticRegressionClassifier",
    "textcat": "spaCy textcat",
    "diet": "DIET",
}
COLUMNS = [
    ("accuracy", "right, all", "{:.1%}"),
    ("answers", "right, answers", "{:.1%}"),
    ("answers_inside", "the same, told that an assessment is open", "{:.1%}"),
    ("commands", "right, commands", "{:.1%}"),
    ("wrong_level", "wrong level", "{:.1%}"),
    ("wrong_level_inside", "the same, assessment open", "{:.1%}"),
    ("wrong_recorded", "wrong level saved unasked", "{:.2%}"),
    ("needs_f1", "needs, F1", "{:.2f}"),
    ("second", "second set: right", "{:.1%}"),
    ("second_wrong_level", "second set: wrong level", "{:.1%}"),
    ("second_wrong_recorded", "second set: wrong level saved unasked", "{:.2%}"),
    ("second_needs_f1", "second set: needs, F1", "{:.2f}"),
    ("third", "third set: right", "{:.1%}"),
    ("third_wrong_level", "third set: wrong level", "{:.1%}"),
    ("third_wrong_recorded", "third set: wrong level saved unasked", "{:.2%}"),
    ("parse_p50_ms", "parse p50, ms", "{:.1f}"),
    ("memory_mb", "memory, MB", "{:.0f}"),
    ("start_up_s", "load, s", "{:.1f}"),
    ("training_s", "training, s", "{:.0f}"),
]
PAGE = (Path(__file__).parent / "nlu_page.md").read_text("utf-8")


def table(figures: dict[str, dict[str, float]]) -> str:
    """Return the figures as a Markdown table; what was not measured stays empty."""
    names = [name for name in TITLES if name in figures]
    lines = [
        "| | " + " | ".join(TITLES[name] for name in names) + " |",
        "|---" * (len(names) + 1) + "|",
    ]
    for key, title, shape in COLUMNS:
        values = [
            shape.format(figures[name][key]) if key in figures[name] else "" for name in names
        ]
        lines.append(f"| {title} | " + " | ".join(values) + " |")
    return "\n".join(lines)


def page(figures: dict[str, dict[str, float]]) -> str:
    """Return the whole page."""
    return PAGE.format(table=table(figures))


def confusion_text(rows: Sequence[Row]) -> str:
    """Return the confusion matrix with short columns, and the errors by frequency under it."""
    labelled = [row for row in rows if row["set"] in {"answers", "commands"}]
    counts = Counter((row["intent"], str(row["parsed"]["intent"])) for row in labelled)
    meant = sorted({pair[0] for pair in counts})
    understood = sorted({pair[1] for pair in counts})
    lines = [f"{number:>3} = {name}" for number, name in enumerate(understood)]
    lines.append(" " * 18 + "".join(f"{number:>4}" for number in range(len(understood))))
    for name in meant:
        cells = "".join(f"{counts[name, other] or '.':>4}" for other in understood)
        lines.append(f"{name:<18}{cells}")
    lines += [f"{n:>3}  {right} understood as {got}" for right, got, n in confusions(rows)]
    return "\n".join(lines) + "\n"


def misses_text(rows: Sequence[Row]) -> str:
    """Return every miss, the levels that would be saved wrongly first."""
    labelled = [row for row in rows if row["set"] in {"answers", "commands"}]
    misses = sorted(
        (row for row in labelled if not is_right(row)),
        key=lambda row: (not is_wrong_recorded(row), row["intent"], row["text"]),
    )
    lines = [f"{row['intent']} <- {row['parsed']['intent']}: {row['text']}" for row in misses]
    lines += [
        f"{sorted(row['needs'])} <- {sorted(needs_of(row))}: {row['text']}"
        for row in rows
        if row["set"] == "needs" and set(row["needs"]) != needs_of(row)
    ]
    return "\n".join(lines) + "\n"
