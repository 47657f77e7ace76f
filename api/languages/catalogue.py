"""One language's translations: exact sentences, and templates with places for values."""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py
from typing import Self

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from api.languages.locales import DOMAIN, catalogue_path

_CHECKED = re.compile(r"Checked by a native speaker:\s*(.+)")
_NOT_YET = "not yet"
# What a value looks like, where that is known; every other value is some words on one line.
COUNTED = ("count", "number")
_NUMBER = r"\d+(?:\.\d+)?"
_SHAPES = {
    **dict.fromkeys((*COUNTED, "age", "last", "seconds", "seen", "allowed"), _NUMBER),
    **dict.fromkeys(("day", "since"), r"\d{1,2} [A-Z][a-z]+ \d{4}"),
    "phone": r"[+()\d ]+",
}
_LETTERS = 2


def placeholders(template: str) -> list[str]:
    """Name the values of a template, in their order.

    >>> placeholders("About {miles} from the middle of {place}")
    ['miles', 'place']
    """
    return [name for _, name, _, _ in string.Formatter().parse(template) if name]


def is_translatable(template: str) -> bool:
    """Whether a template has words of its own, so that it can be told from any other text."""
    literal = "".join(text for text, _, _, _ in string.Formatter().parse(template))
    return sum(char.isalpha() for char in literal) >= _LETTERS


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with values, as it is found in English and as it is said.

    ``forms`` are the translations by plural form; most sentences have one.
    """

    english: str
    pattern: re.Pattern[str]
    forms: tuple[str, ...]

    @classmethod
    def of(cls, english: str, forms: Iterable[str]) -> Self:
        """Make the template of an English sentence."""
        return cls(english, re.compile("".join(_pattern(english))), tuple(forms))

    @property
    def literal_chars(self) -> int:
        """How much of it is words of its own: the more, the surer it is that a text is this one."""
        return len(self.english) - sum(len(name) + 2 for name in placeholders(self.english))


def _pattern(template: str) -> Iterator[str]:
    seen: set[str] = set()
    for text, name, _, _ in string.Formatter().parse(template):
        yield re.escape(text)
        if name in seen:
            yield f"(?P={name})"
        elif name:
            seen.add(name)
            yield f"(?P<{name}>{_SHAPES.get(name, '.+?')})"


class Catalogue:
    """The translations into one language."""

    def __init__(self, catalog: Catalog) -> None:
        self.locale = str(catalog.locale_identifier)
        self.exact: Mapping[str, str] = dict(_exact(catalog))
        templates = _templates(catalog)
        self.templates = sorted(templates, key=lambda each: each.literal_chars, reverse=True)
        self._plural = c2py(catalog.plural_expr)
        found = _CHECKED.search(catalog.header_comment)
        self.checked_by = found[1].strip() if found and found[1].strip() != _NOT_YET else None

    def form(self, template: Template, values: Mapping[str, str]) -> str:
        """Pick the plural form that fits the number among the values."""
        counted = next((values[name] for name in COUNTED if name in values), None)
        if counted is None or len(template.forms) == 1:
            return template.forms[0]
        if not counted.isdecimal():
            return template.forms[-1]
        return template.forms[min(self._plural(int(counted)), len(template.forms) - 1)]


def sentences(message: Message) -> tuple[str, ...]:
    """Give the English of an entry: one sentence, or the one for one thing and for several."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def forms_of(message: Message) -> tuple[str, ...]:
    """Give the translations of an entry, by plural form; none when one of them is missing."""
    said = message.string or ""
    forms = (said,) if isinstance(said, str) else tuple(said)
    return forms if all(forms) else ()


def _translated(catalog: Catalog) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for message in catalog:
        if message.id and not message.fuzzy and (forms := forms_of(message)):
            yield sentences(message), forms


def _exact(catalog: Catalog) -> Iterator[tuple[str, str]]:
    one = c2py(catalog.plural_expr)(1)
    for english, forms in _translated(catalog):
        if placeholders(english[0]):
            continue
        form = forms[one] if len(english) > 1 else forms[0]
        yield english[0], form.format_map(dict.fromkeys(COUNTED, "1"))


def _templates(catalog: Catalog) -> Iterator[Template]:
    for english, forms in _translated(catalog):
        if placeholders(english[-1]):
            yield Template.of(english[-1], forms)


@lru_cache
def read_catalogue(locale: str) -> Catalogue:
    """Read the translations into a language. Raises ``FileNotFoundError``."""
    with catalogue_path(locale).open("rb") as file:
        return Catalogue(read_po(file, locale=locale, domain=DOMAIN))
