"""What can be read from a person's own words by rule: a note, a statement's code, a level."""

import re
from collections.abc import Iterable

_NOTE_START = re.compile(
    r"^\s*(?:please\s+|can you\s+|could you\s+)?"
    r"(?:(?:add|make|save|keep|put|write|take)\s+(?:down\s+)?(?:a\s+|this\s+)?)?"
    r"(?:note|comment|evidence)s?\b\s*(?:down\s+)?"
    r"(?:is\b|that\b|saying\b|:|-|\N{EN DASH})?\s*(?:that\b)?\s*",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[A-Za-z]+\d+[A-Za-z]*\b")
# A year is no level: "we scored 3 in 2022".
_NUMBER = re.compile(r"(?<![\w.])(?!(?:19|20)\d\d\b)(\d+)(?![\w.]*\d)")
_ANOTHER = re.compile(
    r"\b(?:about|on|regarding|concerning|for)\s+\w+|\b(?:question|statement|number|item)\s*\d+"
    r"|\bthe\s+(?!last\b|previous\b|same\b)\w+(?:\s+\w+){0,2}\s+(?:one|question|statement)\b",
    re.IGNORECASE,
)
_OTHER_ASSESSMENT = re.compile(r"\b(?:another|other|different|new|second|else)\b", re.IGNORECASE)
_LONE_NUMBER = re.compile(
    r"(?:(?:a|level|score|rate it|call it|make it) )*"
    r"([-\N{MINUS SIGN}]?[0-9]+)(?:,? (?:please|thanks|thank you))?[.!]*",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:half|most|some|many|few|several|all but|both|(?:two|three)[ -](?:thirds|quarters)|"
    r"a third|a quarter|majority|minority|\w+ (?:out )?of (?:the |our )?\w+)\b[^.;]*"
    r"\b(?:practices?|surger(?:y|ies)|pcns?|teams?|areas?|places?|boroughs?|sites?|gps?|trusts?|"
    r"services?|of (?:them|us))\b|\d+\s*(?:%|per ?cent)",
    re.IGNORECASE,
)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_WORD = re.compile(r"[a-z]+")
_REFERRING = (
    r"\b(?:as|like|similar to|compared (?:to|with)|see|per|than|and|or|both) "
    r"(?:(?:i|we) (?:said|put|did) (?:for|on|at|in) |(?:for|in|on|at|with) )?{code}\b"
)
_AROUND_A_LEVEL = re.compile(
    r"(?:its|is|it|an?|the|level|say|call|put|make|thats?|please|more|like|id|i|think|just|rather|"
    r"save|as|at|to|be|should|really|probably|only|meant|mean|thanks)"
)
# "One" is a number after these and before those; else it stands for some thing.
_BEFORE_ONE = re.compile(
    r"(?:^|\b(?:to|a|level|number|at|as|be|or|and|than|from|say|it|is|between)) *$"
)
_AFTER_ONE = re.compile(r" *(?:$|[,.!?]|(?:or|to|and|please|now|thanks)\b|-)")


def note_body(text: str) -> str:
    """Give what is to be noted: the text without its "note:" or "add a comment that"."""
    return _NOTE_START.sub("", text, count=1).strip()


def says_undo(text: str) -> bool:
    """Say whether a text asks to undo in that word, which is about the newest change."""
    return re.search(r"\bundo\b", text, re.IGNORECASE) is not None


def is_note(text: str) -> bool:
    """Say whether a text begins as what is to be noted does: "note: …", "add a comment that …"."""
    found = _NOTE_START.match(text)
    return found is not None and found.end() > 0


def statement_codes(text: str, known: Iterable[str]) -> list[str]:
    """List the codes of known statements in the text, each once, in their order."""
    by_folded = {code.casefold(): code for code in known}
    found = (by_folded.get(code.casefold()) for code in _CODE.findall(text))
    return list(dict.fromkeys(code for code in found if code))


def only_refers(text: str, codes: Iterable[str]) -> bool:
    """Say whether the codes are only compared with ("same as N1a") and not spoken to."""
    rest = text
    for code in codes:
        rest = re.sub(_REFERRING.format(code=code), " ", rest, flags=re.IGNORECASE)
    return _CODE.search(rest) is None


def lone_level(text: str, names: dict[str, int]) -> int | None:
    """Give the level that is all a text says: "3", "a three", "its maturing please"."""
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("'", ""))
    said = [word for word in words if not _AROUND_A_LEVEL.fullmatch(word)]
    if len(said) != 1:
        return None
    spoken = {**_NUMBER_WORDS, **{str(value): value for value in range(1, 10)}, **names}
    return spoken.get(said[0])


def statement_code(text: str, known: Iterable[str]) -> str | None:
    """Find the code of a known statement in the text, however it is capitalised."""
    by_folded = {code.casefold(): code for code in known}
    for found in _CODE.findall(text):
        code = by_folded.get(found.casefold())
        if code:
            return code
    return None


def looks_like_code(text: str) -> str | None:
    """Find what looks like a statement's code, known or not."""
    found = _CODE.search(text)
    return found.group() if found else None


def names_another(text: str) -> bool:
    """Say whether a correction is about a statement that it describes instead of the last one.

    "the supervision one", "my answer on training" and "question 4" name another; "the last one",
    "that" and a level alone do not.
    """
    return _ANOTHER.search(text) is not None


def names_the_last(text: str) -> bool:
    """Say whether a text speaks of the last answer as such."""
    return re.search(r"\b(?:last|previous)\b", text, re.IGNORECASE) is not None


def asks_for_another(text: str) -> bool:
    """Say whether "start" is about another assessment than the one that is open."""
    return _OTHER_ASSESSMENT.search(text) is not None


def lone_number(text: str) -> int | None:
    """Give the whole number that is all a text says: "7", "level -1", "-2 please"."""
    found = _LONE_NUMBER.fullmatch(text.strip())
    return int(found[1].replace("\N{MINUS SIGN}", "-")) if found else None


def last_level(text: str, names: dict[str, int]) -> int | None:
    """Find the last level in the text that is named by number, number word or level name.

    ``names`` maps the case-folded names of the levels to their values; codes of statements, such
    as N1c, are not numbers.
    """
    places = _levels(text, names)
    return max(places)[1] if places else None


def levels_in(text: str, names: dict[str, int]) -> set[int]:
    """Give every level that the text names by number, number word or level name."""
    return {level for _, level in _levels(text, names)}


def covers_only_part(text: str) -> bool:
    """Say whether the text tells how many take part ("half our practices") rather than how far."""
    return _SHARE.search(text) is not None


def _levels(text: str, names: dict[str, int]) -> list[tuple[int, int]]:
    spoken = {**_NUMBER_WORDS, **names}
    without_codes = _CODE.sub(" ", text)
    places = [(match.start(), int(match.group(1))) for match in _NUMBER.finditer(without_codes)]
    places += [
        (match.start(), spoken[match.group()])
        for match in _WORD.finditer(without_codes.casefold())
        if match.group() in spoken and not _is_some_thing(without_codes.casefold(), match)
    ]
    return places


def _is_some_thing(text: str, word: re.Match[str]) -> bool:
    """Say whether "one" stands for some thing ("the last one") rather than for a number."""
    if word.group() != "one":
        return False
    before, after = text[: word.start()].rstrip(" "), text[word.end() :]
    return not (_BEFORE_ONE.search(before) and _AFTER_ONE.match(after))
