"""Closed readings of a whole message: only what fits one of them counts without being asked about.

The phrases stand in ``closed.yml``. What says anything else beside its phrase fits none.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

type Reading = Literal["affirm", "deny", "dont_know", "not_applicable", "skip", "same"]

_TEMPLATE = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_WORD = re.compile(r"n\.a\b\.?|n/a\b|[^\W_]+|[\U0001F44D\U0001F44E\U0001F44C\u2705\u274C]")
_APOSTROPHES = re.compile(r"['\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}`]")
_BREAK = re.compile(r"\s*(?:[,;:!?.\n]+(?=\s|$)|\s[-\N{EN DASH}\N{EM DASH}]+(?=\s)|\bbecause\b)\s*")
_SHORT = {
    "do not": "dont",
    "does not": "doesnt",
    "did not": "didnt",
    "could not": "couldnt",
    "would not": "wouldnt",
    "can not": "cant",
    "cannot": "cant",
    "have not": "havent",
    "i am": "im",
    "it is": "its",
    "that is": "thats",
    "n.a": "n/a",
    "n.a.": "n/a",
}
_SHORTEN = re.compile(r"(?<![^ ])(" + "|".join(map(re.escape, _SHORT)) + r")(?![^ ])")
_MOST_OF_A_REASON = 18
# What else says yes to these questions.
_OWN_YES = frozenset({"finish", "restart", "another"})


def plain(text: str) -> str:
    """Give the words of a text in small letters and their short forms, with nothing between."""
    folded = _APOSTROPHES.sub("", text.casefold())
    return _SHORTEN.sub(lambda found: _SHORT[found[1]], " ".join(_WORD.findall(folded)))


def fits(text: str, *readings: str) -> bool:
    """Say whether the whole text is one or several phrases of these readings, and nothing else."""
    return _compiled(readings).fullmatch(f"{plain(text)} ") is not None


def reply(text: str, to: str = "") -> Literal["affirm", "deny"] | None:
    """Read a yes or a no that says nothing more; ``to`` is the kind of what waits."""
    if fits(text, "praise"):
        return None
    if fits(text, "affirm", *([to] if to in _OWN_YES else [])):
        return "affirm"
    return "deny" if fits(text, "deny") else None


def after_yes(text: str) -> str | None:
    """Give what is said after a yes at the beginning, None if there is no such yes."""
    return _after(text, "affirm")


def after_no(text: str) -> str | None:
    """Give what is said after a bare no at the beginning, None if there is no such no."""
    return _after(text, "plain_no")


def step(text: str, *, since: bool = False) -> int:
    """Read one level up (1) or down (-1) from the level at hand, else nothing (0).

    ``since`` takes "better" and "worse" too, where what was last time is asked about.
    """
    after = after_no(text)
    for said in filter(None, (text, after)):
        if fits(said, "up", *(["up_since"] if since else [])):
            return 1
        if fits(said, "down", *(["down_since"] if since else [])):
            return -1
    return 0


def closed_kind(text: str) -> tuple[str, str | None] | None:
    """Read don't know, not applicable or skip, with the reason that follows, if there is one.

    A reason that doubts what was said makes it no closed reading.
    """
    for kind in ("dont_know", "not_applicable", "skip"):
        if fits(text, kind):
            return kind, None
    head, reason = reasoned(text)
    for kind in ("dont_know", "not_applicable", "skip"):
        if reason and fits(head, kind) and is_plain_reason(reason):
            return kind, reason
    return None


def reasoned(text: str) -> tuple[str, str]:
    """Split a text at its first comma or other break into what is said and the reason for it."""
    found = _BREAK.search(text.strip())
    if found is None:
        return text, ""
    return text.strip()[: found.start()], text.strip()[found.end() :]


def is_plain_reason(reason: str) -> bool:
    """Say whether a reason leaves what it follows as it is: short, nothing asked, no doubt."""
    words = plain(reason).split()
    is_doubted = bool(set(words) & set(_table()["doubts"])) or "?" in reason
    is_taken_back = not words or words[0] in _table()["taken_back"] or fits(reason, "deny")
    return len(words) <= _MOST_OF_A_REASON and not is_doubted and not is_taken_back


def _after(text: str, reading: str) -> str | None:
    head, rest = reasoned(text)
    if rest:
        return rest if fits(head, reading) else None
    words = text.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        if fits(" ".join(words[:count]), reading):
            return " ".join(words[count:])
    return None


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("closed.yml")
    table: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=32)
def _compiled(readings: tuple[str, ...]) -> re.Pattern[str]:
    table = _table()
    phrases = "|".join(
        "".join(_translate(template)) for name in readings for template in table["readings"][name]
    )
    before, after = (_either(table[key]) for key in ("before", "after"))
    return re.compile(f"(?:(?:{before}) )*(?:{phrases})+(?:(?:{after}) )*")


def _translate(template: str) -> Iterator[str]:
    marks = {"(": "(?:", "[": "(?:", ")": ")", "]": ")?", "|": "|"}
    for part in _TEMPLATE.findall(template):
        yield marks.get(part) or re.escape(part) + " "


def _either(words: list[Any]) -> str:
    ordered = sorted(map(str, words), key=lambda word: -len(word))
    return "|".join(map(re.escape, ordered))
