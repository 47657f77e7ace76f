"""Words of the assistant as a plain page shows them: with links where something can be tapped."""

import re
from collections.abc import Sequence

from jinja2.utils import urlize
from markupsafe import Markup

from api.chat.links import Link, links_in


def tapped(text: str, links: Sequence[Link]) -> Markup:
    """Make addresses links, and what a message names beside them: numbers, lines to text, sites.

    >>> str(tapped("Call 111 <now>.", [Link(text="111", href="tel:111")]))
    'Call <a href="tel:111" rel="noopener noreferrer">111</a> &lt;now&gt;.'
    """
    if not links:
        return _addressed(text)
    known = {link.text: link.href for link in links}
    words = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    pieces = re.split(rf"(?<![\w+./:-])({words})(?![\w/@-]|\.\w)", text)
    return Markup().join(
        _linked(piece, known[piece]) if number % 2 else _addressed(piece)
        for number, piece in enumerate(pieces)
    )


def tapped_help(text: str) -> Markup:
    """Make links of what can be tapped in a text that stands by itself, such as help lines.

    >>> str(tapped_help("Call 999."))
    'Call <a href="tel:999" rel="noopener noreferrer">999</a>.'
    """
    return tapped(text, links_in(text))


def _linked(words: str, href: str) -> Markup:
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(href, words)


def _addressed(text: str) -> Markup:
    return Markup(urlize(text, rel="noopener noreferrer"))  # noqa: S704 -- urlize escapes it
