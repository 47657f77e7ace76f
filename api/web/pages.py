"""Pages: a template, what it shows, and the headers that every page carries."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.web import wording
from api.web.plain_view import blocks, card_of
from api.web.plain_words import filled, words_of
from api.web.security import PAGE_HEADERS, UNLISTED
from api.web.tapping import tapped, tapped_help

_TEMPLATES = Path(__file__).parent / "templates"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = ("number", "percent", "on_scale", "day", "plural", "around", "linked", "moved")
    environment.filters.update(day_of=wording.day_of, tapped_help=tapped_help)
    environment.filters.update({name: getattr(wording, name) for name in filters})
    environment.filters.update(blocks=blocks, card_of=card_of, filled=filled, tapped=tapped)
    environment.globals["words_of"] = words_of
    return environment


_PAGES = _environment()


def page(
    template: str,
    shown: Mapping[str, Any],
    *,
    status: int = 200,
    listed: bool = False,
    headers: Mapping[str, str] = PAGE_HEADERS,
) -> HTMLResponse:
    """Fill a template of ``templates/``; only a ``listed`` page may stand in search engines."""
    headers = {**headers, **({} if listed else UNLISTED)}
    body = _PAGES.get_template(template).render(shown)
    return HTMLResponse(body, status_code=status, headers=headers)
