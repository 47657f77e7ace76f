"""What every page has to keep to, checked on its source as it leaves the server."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import override

from api.languages.locales import offered_codes

_VOID = {"meta", "link", "br", "img", "input", "hr"}
_INLINE = {"a", "code", "small", "span", "strong"}
_LEADING_OUT = "nofollow noopener noreferrer"
_REFERENCES = ("aria-labelledby", "aria-describedby", "for", "headers")


@dataclass
class Element:
    """One element with its attributes and the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page taken apart; ``faults`` lists tags that are not closed or closed out of turn."""

    source: str
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()
        self.faults += [f"<{element.tag}> is not closed" for element in self._open]

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def only(self, tag: str) -> Element:
        (found,) = self.all(tag)
        return found

    @property
    def text(self) -> str:
        return " ".join(self.only("body").text.split())

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _INLINE:
            self.handle_data(" ")
        if tag not in _VOID:
            self._open.append(element)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> closes nothing")

    @override
    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


def faults_of(source: str) -> list[str]:
    """List what is wrong with a page."""
    page = Page(source)
    return [
        *page.faults,
        *_structure(page),
        *_references(page),
        *_inline(page),
        *_headings(page),
        *_tables(page),
    ]


def _structure(page: Page) -> list[str]:
    faults = [] if page.source.startswith("<!DOCTYPE html>") else ["no doctype"]
    faults += [
        f"{len(page.all(tag))} <{tag}>"
        for tag in ("h1", "main", "title")
        if len(page.all(tag)) != 1
    ]
    if page.only("html").attributes.get("lang") not in ("en-GB", *offered_codes()):
        faults.append("no language")
    return faults


def _references(page: Page) -> list[str]:
    ids = Counter(
        element.attributes["id"] for element in page.elements if "id" in element.attributes
    )
    faults = [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]
    for element in page.elements:
        for attribute in _REFERENCES:
            wanted = element.attributes.get(attribute, "").split()
            faults += [f"no id {name} for {attribute}" for name in wanted if name not in ids]
    return faults


def _leads_out(element: Element) -> bool:
    """Whether it is a link that people gave: followed only by a press, and telling nothing."""
    return element.tag == "a" and element.attributes.get("rel") == _LEADING_OUT


def _inline(page: Page) -> list[str]:
    faults = [f"a <{tag}> element" for tag in ("style", "iframe", "object") if page.all(tag)]
    for element in page.elements:
        if element.tag == "script" and "src" not in element.attributes:
            faults.append("an inline script")
        for name, value in element.attributes.items():
            if name == "style" or name.startswith("on"):
                faults.append(f"{name} on <{element.tag}>")
            if name in ("src", "href", "action") and "://" in value and not _leads_out(element):
                faults.append(f"{value} is elsewhere")
    return faults


def _headings(page: Page) -> list[str]:
    levels = [int(element.tag[1]) for element in page.elements if element.tag in ("h1", "h2", "h3")]
    return [
        f"h{after} follows h{before}"
        for before, after in itertools.pairwise(levels)
        if after > before + 1
    ]


def _tables(page: Page) -> list[str]:
    faults = []
    if len(page.all("table")) != len(page.all("caption")):
        faults.append("a table without a caption")
    faults += ["a <th> without a scope" for th in page.all("th") if "scope" not in th.attributes]
    return faults
