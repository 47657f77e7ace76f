"""Every English sentence that a citizen may read, gathered from where each is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog

from api.languages.catalogue import is_translatable
from api.languages.locales import DOMAIN

ROOT = Path(__file__).resolve().parents[2]
SOURCES_FILE = Path(__file__).with_name("sources.yml")


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file, and which of its texts are said: those at these paths.

    A path names keys from the top, ``*`` for every key or entry; everything below its end counts.
    """

    file: str
    at: tuple[str, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give each text with where it stands."""
        read = yaml.safe_load((ROOT / self.file).read_text(encoding="utf-8"))
        for path in self.at:
            yield from _below(read, path.split("."), ())


def _below(node: Any, path: list[str], where: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        if not path:
            yield ".".join(where), node.rstrip("\n")
        return
    step, rest = (path[0], path[1:]) if path else ("*", [])
    for key, child in _children(node):
        if step in ("*", key):
            yield from _below(child, rest, (*where, key))


def _children(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from ((str(key), child) for key, child in node.items())
    elif isinstance(node, list):
        yield from ((str(number), child) for number, child in enumerate(node))


def read_sources() -> list[Source]:
    """Read the list of what is translated."""
    return [Source(file, tuple(at)) for file, at in _listed()["texts"].items()]


def _listed() -> Any:
    return yaml.safe_load(SOURCES_FILE.read_text(encoding="utf-8"))


def english() -> Catalog:
    """Gather the sentences of every source, each with the places where it stands."""
    catalog = Catalog(domain=DOMAIN, project="Signpost", charset="utf-8")
    plurals: dict[str, str] = _listed()["plurals"]
    singulars = set(plurals.values())
    for source in read_sources():
        for where, text in source.texts():
            if not is_translatable(text) or text in singulars:
                continue
            key = (plurals[text], text) if text in plurals else text
            catalog.add(key, locations=[(f"{source.file}:{where}", 0)])
    return catalog
