"""Make plain text of what directories write: markup out, odd characters out."""

import re
from html.parser import HTMLParser
from typing import override

_BREAKING = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "table"})
_UNSEEN = frozenset({"script", "style", "template", "iframe", "object"})
_LOOKS_LIKE_MARKUP = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKING:
            self.parts.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKING:
            self.parts.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def plain_text(text: str) -> str:
    """Return a text without markup, control characters and runs of space.

    What was a paragraph, a line break or a list item stays a line. Scripts and styles go whole.
    """
    if _LOOKS_LIKE_MARKUP.search(text):
        parser = _Text()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Return a text as ``plain_text`` does, on one line."""
    return " ".join(plain_text(text).split())
