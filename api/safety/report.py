"""Writes the figures and the misses of the safety screen into docs/safety/screen.md.

``python -m api.safety.report`` writes the page; with ``--check`` it fails when the page is stale.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from api.safety.hints import WEIGHTS
from api.safety.measure import Figures, Miss, Share, measure, read_messages
from api.safety.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "safety" / "screen.md"
SETS = ROOT / "tests" / "safety"
_FRESH = ("fresh", "fresh2", "fresh3", "fresh4", "fresh5")

_INTRODUCTION = """\
# The safety screen: what it finds and what it misses

This page is written by `python -m api.safety.report`; do not edit it by hand. The messages and the
way they are counted are described in [tests/safety/README.md](../../tests/safety/README.md).

The screen is a pure function over rule files (`api/safety/rules/`) and a small model with fixed
weights (`api/safety/hints.json`). It reads a message alone, with no earlier turn, and answers with
a category and one of two certainties. *Certain* brings the full response at once. *Possible* brings
one gentle question and the conversation goes on. It is a safety net, not an assessment of risk:
silence from the screen never means that a person is safe.

## How it decides

1. The text becomes plain words: misspellings, text-speak, spaced or swapped letters, emoji, words
   that sound like another (`words.yml`, `sounds.py`).
2. Rules say what is *certain* and what is *possible*; exemptions (denial, idiom, the past, talk
   about services) take a match back where they stand.
3. The model reads words, pieces of words and what they are about (`concepts.yml`). Alone it can
   only raise *possible*. It never silences a rule that stands alone, and it never makes an answer
   *certain* by itself. The score of a message is the mean of what the whole of it and its gravest
   sentence score.
4. A weak rule (`needs_support` in the rule files) is one cue that ordinary talk has too, and can
   only say *possible*. It counts only together with the model's support.
5. Two witnesses make an answer *certain*: the model is sure (a higher limit), and a rule that says
   *possible* stands with nothing beside it that could take it back, or a word that names the same
   danger outright (`named_outright.yml`), or says who does what to whom or what a body no longer
   does (`named_by_grammar.yml`). Where the model scores higher than any harmless message of the
   development sets did, no saying or game takes a rule back; a denial and the past still do.
   What somebody says to reassure (`reassured.yml`) leaves it *possible*.
6. Where the model hears everyday talk (below a low limit, six words or more, English), a rule that
   says *certain* only asks. It still asks: nothing that a rule heard is silenced.

`python -m api.safety.train_hints` makes the model again from the development sets, the sentences
under `api/safety/training/` and the dialogue's own training phrases; what citizens tell of their
needs counts as no danger, but for what a careful person would ask about. It sets the limits of the
model on everyday messages, each scored by a model that was learned without it.

All English sets below were open while the rules and the training sentences were written, and the
model learned from them: their figures say how well the screen fits, not how it does on words that
nobody has seen. The figures to plan with are these.

## On sentences that nobody had read

`wide.jsonl` was counted before it was read. Its second half was counted again after the rules and
the model had learned from the first half and before anybody read it.

| figure | bar | whole, before | second half, before | second half, after the first was learned |
|---|---|---|---|---|
| Dangers found | ≥ 97 % | 84.4 % (961/1138) | 84.2 % (479/569) | 75.2 % (428/569) |
| Explicit statements certain | 100 % | 72.0 % (262/364) | 72.3 % (128/177) | 72.9 % (129/177) |
| Hard idioms certain | ≤ 3 % | 4.4 % (18/409) | 2.0 % (4/203) | 2.5 % (5/203) |
| Hard idioms answered at all | ≤ 10 % | 11.2 % (46/409) | 8.4 % (17/203) | 7.4 % (15/203) |
| Ordinary messages certain | ≤ 0.05 % | 0.7 % (7/1010) | 0.6 % (3/490) | 1.0 % (5/490) |
| Ordinary messages answered at all | ≤ 0.5 % | 4.7 % (47/1010) | 5.1 % (25/490) | 3.1 % (15/490) |

`fresh.jsonl`, with the sentences of its author in other languages that are in
`languages_open.jsonl` now, was counted before anybody who writes rules had read it. The figures are
those of that day; they cannot be had again.

| figure | bar | fresh set, before it was read |
|---|---|---|
| Dangers found (explicit and veiled) | ≥ 97 % | 97.7 % (215/220) |
| Explicit statements certain | 100 % | 90.9 % (100/110) |
| Hard idioms certain | ≤ 3 % | 2.3 % (3/130) |
| Hard idioms answered at all | ≤ 10 % | 6.9 % (9/130) |
| Ordinary messages certain | ≤ 0.05 % | 0.5 % (1/200) |
| Ordinary messages answered at all | ≤ 0.5 % | 0.5 % (1/200) |
| Dangers found in the other languages | none set | 70.0 % (42/60) |

`fresh2.jsonl` and `fresh3.jsonl` came next, by three further hands, and were counted before they
were read. `fresh3.jsonl` was counted again after the rules and the model had learned from
`fresh2.jsonl` and before anybody read it: the last column is the latest on unseen words.

| figure | bar | fresh2, unread | fresh3, unread | fresh3, unread, fresh2 learned |
|---|---|---|---|---|
| Dangers found | ≥ 97 % | 95.6 % (172/180) | 91.7 % (385/420) | 96.0 % (403/420) |
| Explicit statements found | none set | 99.0 % (99/100) | 98.3 % (236/240) | 99.6 % (239/240) |
| Explicit statements certain | 100 % | 92.0 % (92/100) | 84.2 % (202/240) | 84.6 % (203/240) |
| Veiled dangers found | none set | 91.3 % (73/80) | 82.8 % (149/180) | 91.1 % (164/180) |
| Hard idioms certain | ≤ 3 % | 7.3 % (8/110) | 7.1 % (20/280) | 4.6 % (13/280) |
| Hard idioms answered at all | ≤ 10 % | 11.8 % (13/110) | 10.0 % (28/280) | 9.3 % (26/280) |
| Ordinary messages certain | ≤ 0.05 % | 0.6 % (1/170) | 0.4 % (1/280) | 0.4 % (1/280) |
| Ordinary messages answered at all | ≤ 0.5 % | 1.8 % (3/170) | 0.7 % (2/280) | 1.1 % (3/280) |
| Dangers found in the other languages | none set | 96.3 % (52/54) | not in it | not in it |

`fresh4.jsonl` was counted whole (840 messages) before anybody who writes rules had read it: first
with the screen as it was, then with the two witnesses (5.) and more families of rules, then with
what the model had learned besides and with its doubt (6.). Its veiled dangers were labelled for a
gentle question; either answer counts as found.

| figure | bar | fresh4, unread | with two witnesses | and the model's doubt |
|---|---|---|---|---|
| Dangers found | ≥ 97 % | 96.3 % (308/320) | 96.6 % (309/320) | 96.9 % (310/320) |
| Explicit statements found | none set | 99.5 % (219/220) | 99.5 % (219/220) | 99.5 % (219/220) |
| Explicit statements certain | 100 % | 77.3 % (170/220) | 93.6 % (206/220) | 93.2 % (205/220) |
| Veiled dangers found | none set | 89.0 % (89/100) | 90.0 % (90/100) | 91.0 % (91/100) |
| Hard idioms certain | ≤ 3 % | 5.0 % (6/120) | 5.8 % (7/120) | 2.5 % (3/120) |
| Hard idioms answered at all | ≤ 10 % | 8.3 % (10/120) | 8.3 % (10/120) | 8.3 % (10/120) |
| Ordinary messages certain | ≤ 0.05 % | 0.8 % (3/400) | 1.0 % (4/400) | 0.3 % (1/400) |
| Ordinary messages answered at all | ≤ 0.5 % | 2.0 % (8/400) | 2.3 % (9/400) | 2.0 % (8/400) |

`fresh5.jsonl` was counted whole (840 messages), unread, after everything before it was learned,
with the rules, the two witnesses and the doubt as they were then.

| figure | bar | fresh5, unread |
|---|---|---|
| Dangers found | ≥ 97 % | 91.6 % (293/320) |
| Explicit statements found | none set | 95.9 % (211/220) |
| Explicit statements certain | 100 % | 80.9 % (178/220) |
| Veiled dangers found | none set | 82.0 % (82/100) |
| Hard idioms certain | ≤ 3 % | 1.7 % (2/120) |
| Hard idioms answered at all | ≤ 10 % | 14.2 % (17/120) |
| Ordinary messages certain | ≤ 0.05 % | 0.25 % (1/400) |
| Ordinary messages answered at all | ≤ 0.5 % | 2.0 % (8/400) |

One more set of 840 messages, by a further hand and kept elsewhere, was counted once, after all of
that and after the rules and the model had learned from `fresh4.jsonl`. It was harder, and the bars
were missed: 90.9 % of its dangers found (291/320), 95.9 % of its explicit statements found and
82.3 % certain (181/220), 80 % of its veiled dangers found (80/100), 4.2 % of its idioms certain
(5/120) and 14.2 % answered at all (17/120), no ordinary message certain and 2.0 % answered at all
(8/400).

Fifty further fresh dangers, before all of these, gave 45 found (90 %). Sets of some hundred
messages are small: 96 % found of 420 may in truth be anything between 94 % and 98 %.

In the first table, the last column had a stricter limit for the model (0.15 % of everyday messages)
than ships now. There, none of the bars on danger and on ordinary messages was met: the two pull
apart, and at this size of model every point of recall is paid for with needless gentle questions.
In the last column of the second table the bar on idioms answered at all is met. The others are not,
though nearly every explicit statement was found, if only as possible. In the last column of the
third table both bars on idioms are met, and every explicit statement but one is found.

`heldout.jsonl` (two hands) and `heldout2.jsonl` (one more) only measure: nobody who writes rules
has read them. Their columns in the figures below say how the screen does on unseen words of their
kind now. `heldout2.jsonl` was written last and counted once, after everything else was done. Every
explicit statement in both is found; about one in a hundred, and one in sixty, of them only as
possible, so the bar of 100 % certain is not met. Of ordinary messages one in 300 of the first and
one in 67 of the second is answered: the second tells more of hardship.

Two more sets, kept elsewhere and read by nobody who writes rules, were counted while the limits
were chosen: 1,380 messages of every kind, and 1,400 ordinary ones of which about half tell of
hardship. Of the first, 98.1 % of dangers are found (471/480; 97.9 % before the model learned from
its newest 9,700 sentences), 99.4 % of explicit statements are certain (97.3 %), 8.0 % of idioms are
answered at all (10.5 %), and 2.1 % of ordinary messages (3.9 %), 0.4 % in full. Of the second,
3.0 % of ordinary messages are answered (4.3 %), 0.7 % in full. A blind reader who labelled the
messages that were answered wrongly, among others, agreed with the labels in all but three of 152.

Telling of hardship costs something: of the 843 messages of `tests/nlu/evaluation` in which
citizens tell needs other than abuse at home, or none, 22 get the gentle question (2.6 %; 39 before
the model learned from telling of hardship) and 10 full care (1.2 %). Some of them deserve it
("whats the point"), others do not. The person is asked whether they are safe, is told who listens,
and goes on where they were.
"""

_ROWS = (
    ("Dangers found (certain or possible)", "dangers_found", "at least 97 %"),
    ("Explicit statements answered as certain", "explicit_certain", "100 %"),
    ("Certain where the label asks for certain", "certain_when_asked", "none set"),
    ("Hard idioms answered as certain", "idioms_certain", "at most 3 %"),
    ("Hard idioms answered wrongly at all", "idioms_any", "at most 10 %"),
    ("Ordinary and staff messages answered as certain", "ordinary_certain", "at most 0.05 %"),
    ("Ordinary and staff messages answered at all", "ordinary_any", "at most 0.5 %"),
    ("Right category, of the dangers found", "category_right", "none set"),
)


def page(screen: Screen) -> str:
    """Write the page for the messages that ship with the product."""
    development = measure(screen, read_messages(SETS / "development.jsonl"))
    regional = measure(screen, read_messages(SETS / "regional.jsonl"))
    wide = measure(screen, read_messages(SETS / "wide.jsonl"))
    english = {"development": development, "regional": regional, "wide": wide}
    english |= {name: measure(screen, read_messages(SETS / f"{name}.jsonl")) for name in _FRESH}
    held_out = _held_out(screen)
    english |= held_out
    languages = measure(screen, read_messages(SETS / "languages.jsonl"))
    parts = [
        _INTRODUCTION,
        _figures(english),
        _left_out(),
        _languages(languages, measure(screen, read_messages(SETS / "languages_open.jsonl"))),
        _misses("Misses in the development set", development.misses),
        _misses("Misses in the regional set", regional.misses),
        _misses("Misses in the wide set", wide.misses),
        *(_misses(f"Misses in the {name} set", english[name].misses) for name in _FRESH),
        _counts("Misses in the other languages, by number and kind", languages.misses),
    ]
    for name, figures in held_out.items():
        parts.append(_counts(f"Misses in the {name} set, by number and kind", figures.misses))
    return "\n".join(parts)


def _held_out(screen: Screen) -> dict[str, Figures]:
    """The figures of the sets that only measure, when they are there."""
    paths = {"held-out": SETS / "heldout.jsonl", "held-out 2": SETS / "heldout2.jsonl"}
    return {
        name: measure(screen, read_messages(path)) for name, path in paths.items() if path.exists()
    }


def _figures(by_set: dict[str, Figures]) -> str:
    lines = [
        "## Figures\n",
        f"| figure | bar | {' | '.join(by_set)} |",
        f"|---|---|{'---|' * len(by_set)}",
    ]
    for label, name, bar in _ROWS:
        shown = " | ".join(str(getattr(figures, name)) for figures in by_set.values())
        lines.append(f"| {label} | {bar} | {shown} |")
    sizes = ", ".join(f"{figures.rows} in {name}" for name, figures in by_set.items())
    return "\n".join([*lines, f"\nMessages counted: {sizes}.\n"])


def _left_out() -> str:
    """What the model alone raised of messages that it had not learned from (hints.json says)."""
    content = json.loads(WEIGHTS.read_text("utf-8"))
    counts = {name: Share(*count) for name, count in content["raised_when_left_out"].items()}
    lines = [f"* {name}: {share}" for name, share in counts.items()]
    learned = (
        f"It learned from {content['learned_from']:,} sentences. Of the development messages, each "
        "scored by a model that was learned without it, it raised:\n"
    )
    return "\n".join(["## The model alone, by folds\n", learned, *lines, ""])


def _languages(figures: Figures, read: Figures) -> str:
    return (
        "## Other languages\n\n"
        "Polish, Romanian, Urdu, Arabic, Bengali and Ukrainian together; rules and messages are "
        "not yet checked by a native speaker. The rows of `languages.jsonl` only measure: the "
        "rules were widened without a look at them, and found 84.17% (101 of 120) of their "
        "dangers before that.\n\n"
        f"* Dangers found: {figures.dangers_found}\n"
        f"* Certain where the label asks for certain: {figures.certain_when_asked}\n"
        f"* Rows answered as their label says: {figures.rows - len(figures.misses)} "
        f"of {figures.rows}\n\n"
        "`languages_open.jsonl` is open: most of it was written together with the rules, which "
        "were mended where they missed it.\n\n"
        f"* Dangers found: {read.dangers_found}\n"
        f"* Rows answered as their label says: {read.rows - len(read.misses)} of {read.rows}\n"
    )


def _misses(title: str, misses: list[Miss]) -> str:
    lines = [f"## {title}\n", "| row | category | kind | expected | answered | message |"]
    lines.append("|---|---|---|---|---|---|")
    for miss in misses:
        told = miss.message
        text = told.text.replace("|", "\\|").replace("\n", " ")
        lines.append(
            f"| {miss.number} | {told.category} | {told.kind} | {told.expect} "
            f"| {miss.answer} | {text} |"
        )
    return "\n".join([*lines, ""]) if misses else f"## {title}\n\nNone.\n"


def _counts(title: str, misses: list[Miss]) -> str:
    by_kind = Counter(
        (miss.message.category, miss.message.kind, miss.message.expect, miss.answer)
        for miss in misses
    )
    numbers = ", ".join(str(miss.number) for miss in misses) or "none"
    lines = [f"## {title}\n", "| category | kind | expected | answered | how many |"]
    lines.append("|---|---|---|---|---|")
    lines += [f"| {' | '.join(key)} | {count} |" for key, count in sorted(by_kind.items())]
    return "\n".join([*lines, f"\nRows: {numbers}.\n"])


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` say whether it is up to date."""
    text = page(Screen.load())
    if "--check" not in arguments:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, "utf-8")
        return 0
    if PAGE.read_text("utf-8") == text:
        return 0
    sys.stderr.write(f"{PAGE} is stale: run python -m api.safety.report\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
