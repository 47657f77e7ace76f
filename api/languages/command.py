"""Brings the catalogues up to date with what the product says in English."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from api.languages.catalogue import forms_of, sentences
from api.languages.locales import DOMAIN, SOURCE, catalogue_path, names_called
from api.languages.sources import english

_WIDTH = 98
HEADER = """\
# What Signpost says to citizens, in {name}.
# Translated from the English sentences of the product, which are the msgids.
#
# Checked by a native speaker: not yet
#"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a translation is: its sentences that are missing, and those no longer said."""

    locale: str
    total: int
    missing: tuple[str, ...]
    obsolete: tuple[str, ...]

    def in_words(self) -> str:
        """Say it in lines: how many are translated, then each that is missing or obsolete."""
        done = self.total - len(self.missing)
        missing = [f"  missing: {each!r}" for each in self.missing]
        obsolete = [f"  no longer said: {each!r}" for each in self.obsolete]
        first = f"{self.locale}: {done} of {self.total} sentences are translated."
        return "\n".join([first, *missing, *obsolete])


def refreshed(locale: str, sources: Catalog) -> Catalog:
    """Give a language's catalogue with exactly the sentences that are said now."""
    path = catalogue_path(locale)
    if path.is_file():
        catalog = _read(path, locale)
    else:
        catalog = Catalog(locale=locale, domain=DOMAIN, project="Signpost")
        catalog.header_comment = HEADER.format(name=catalog.locale.get_display_name("en"))
    catalog.update(sources, no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def standing(locale: str, catalog: Catalog) -> Standing:
    """Say what a catalogue lacks."""
    said = [message for message in catalog if message.id]
    missing = tuple(sentences(each)[-1] for each in said if not forms_of(each))
    return Standing(
        locale, len(said), missing, tuple(sentences(each)[-1] for each in catalog.obsolete.values())
    )


def refresh_all(*, write_files: bool = True) -> Iterator[Standing]:
    """Refresh the catalogue of each language, and write it."""
    sources = english()
    for locale in names_called():
        if locale == SOURCE:
            continue
        catalog = refreshed(locale, sources)
        found = standing(locale, catalog)
        if write_files:
            write(catalog, catalogue_path(locale))
        yield found


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalogue in one order and shape, whoever wrote it last; nothing half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".new")
    with half.open("wb") as file:
        write_po(
            file,
            catalog,
            width=_WIDTH,
            ignore_obsolete=False,
            sort_output=False,
            omit_header=False,
            include_lineno=False,
        )
    half.replace(path)


def _read(path: Path, locale: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=DOMAIN)
