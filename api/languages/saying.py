"""Says in another language what the product says in English.

Everything that a citizen reads is a sentence of the catalogue, as it stands or with values in it.
So the English text itself tells which sentence it is, and the parts that make it speak English
know nothing of languages (docs/decisions/0013). What is not in the catalogue, such as a name, an
address or a service's own description, stays as it is.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.lists import format_list

from api.languages.catalogue import Catalogue, Template, read_catalogue
from api.languages.locales import SOURCE, direction

_BULLET = "• "
_NUMBERED = re.compile(r"(\d{1,2}\.? )(.+)", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.?!:])\s+")
_LONG_DATE = "%d %B %Y"
# Figures in groups, such as a telephone number: between right-to-left words they would change
# places ("116 123" would read "123 116"), so that they are set apart from them.
_FIGURES = re.compile(r"(?<![\w+\u2066])\+?\d+(?:[ ,./:-]\d+)+(?!\w)")
_APART, _APART_END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_MOST_PIECES = 12
_COMMAS = {"ar": "، ", "ur": "، "}


def say(english: str, locale: str) -> str | None:
    """Say an English text in a language; None when nothing of it has a translation."""
    if locale == SOURCE or not english.strip():
        return None
    said = _Speaker(read_catalogue(locale)).say(english)
    return None if said is None else with_figures_apart(said, locale)


def say_or_keep(english: str, locale: str) -> str:
    """Say an English text in a language, or leave it as it is."""
    said = say(english, locale)
    return english if said is None else said


def with_figures_apart(text: str, locale: str) -> str:
    """Keep telephone numbers and dates in their order between right-to-left words."""
    if direction(locale) == "ltr":
        return text
    return _FIGURES.sub(lambda found: f"{_APART}{found[0]}{_APART_END}", text)


class _Speaker:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._locale = catalogue.locale

    def say(self, text: str) -> str | None:
        said = self._sentences(text) or self._whole(text)
        for apart in ("\n\n", "\n"):
            if said is None and apart in text:
                said = self._parts(text.split(apart), apart)
        return said

    def _whole(self, text: str) -> str | None:
        if text.startswith(_BULLET):
            said = self._whole(text.removeprefix(_BULLET))
            return None if said is None else _BULLET + said
        if (said := self._catalogue.exact.get(text)) is not None:
            return said
        if (said := self._from_templates(text, lines="\n" in text)) is not None:
            return said
        numbered = _NUMBERED.fullmatch(text)
        after = self._catalogue.exact.get(numbered[2]) if numbered else None
        return f"{numbered[1]}{after}" if numbered and after else None

    def _from_templates(self, text: str, *, lines: bool) -> str | None:
        for template in self._catalogue.templates:
            if ("\n" in template.english) != lines:
                continue
            if (found := template.pattern.fullmatch(text)) is not None:
                return self._fill(template, found.groupdict())
        return None

    def _fill(self, template: Template, values: dict[str, str]) -> str:
        said = {name: self._value(value) for name, value in values.items()}
        return self._catalogue.form(template, values).format(**said)

    def _parts(self, parts: list[str], apart: str) -> str | None:
        """Say each part that can be said; None when there is none."""
        said = [self.say(part) for part in parts]
        if all(each is None for each in said):
            return None
        kept = (part if each is None else each for part, each in zip(parts, said, strict=True))
        return apart.join(kept)

    def _sentences(self, text: str) -> str | None:
        """Say a text that is several sentences of the catalogue one after the other."""
        if text in self._catalogue.exact or "\n" in text:
            return None
        sentences = _SENTENCE_END.split(text)
        said = self._cut(sentences, " ", self._whole) if len(sentences) > 1 else None
        return " ".join(said) if said else None

    def _value(self, value: str) -> str:
        for read in (self._whole, self._lowered, self._date, self._list):
            if (said := read(value)) is not None:
                return said
        return value

    def _lowered(self, value: str) -> str | None:
        """Say a title as it stands within a sentence: without its capital."""
        said = self._catalogue.exact.get(value[:1].upper() + value[1:])
        return None if said is None else said[:1].lower() + said[1:]

    def _date(self, value: str) -> str | None:
        day = _read_date(value)
        return None if day is None else format_date(day, "long", locale=self._locale)

    def _list(self, value: str) -> str | None:
        """Say several things one after the other, as in "money worries, food"."""
        for apart in (", ", " and "):
            pieces = value.split(apart)
            if 1 < len(pieces) <= _MOST_PIECES and (said := self._cut(pieces, apart, self._piece)):
                return self._joined(said, apart)
        return None

    def _joined(self, said: list[str], apart: str) -> str:
        if apart == " and ":
            return format_list(said, locale=self._locale)
        return (_COMMAS.get(self._locale) or apart).join(said)

    def _piece(self, text: str) -> str | None:
        return self._whole(text) or self._lowered(text)

    @staticmethod
    def _cut(pieces: list[str], apart: str, read: Callable[[str], str | None]) -> list[str] | None:
        """Put pieces together so that each group can be read; None when that cannot be done.

        The smallest groups are preferred, so that a value does not swallow the next sentence.
        """
        ends: dict[int, list[str]] = {0: []}
        for end in range(1, len(pieces) + 1):
            for start in reversed(range(end)):
                if start not in ends or end in ends:
                    continue
                said = read(apart.join(pieces[start:end]))
                if said is not None:
                    ends[end] = [*ends[start], said]
        return ends.get(len(pieces))


@lru_cache(maxsize=256)
def _read_date(value: str) -> date | None:
    for shape in (_LONG_DATE, "%Y-%m-%d"):
        try:
            return datetime.strptime(value, shape).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None
