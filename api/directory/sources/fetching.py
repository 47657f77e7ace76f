"""Fetch JSON from the API of a directory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from api.directory.importing.incoming import RouteAbsent, SourceFaulty

_TIMEOUT_S = 30.0
_LARGEST_ANSWER = 64 * 1024 * 1024
_MOST_PAGES = 100_000


@dataclass(frozen=True)
class Fetcher:
    """Reads from one API; any answer that is not the JSON that was asked for is an error.

    ``base`` is the address that every route begins with. Raises ``SourceFaulty``.
    """

    client: httpx.Client
    base: str

    @classmethod
    def of(cls, base: str, transport: httpx.BaseTransport | None = None) -> "Fetcher":
        """Make a fetcher for an address; ``transport`` is for tests."""
        transport = transport or httpx.HTTPTransport(retries=2)
        client = httpx.Client(
            timeout=_TIMEOUT_S,
            follow_redirects=True,
            transport=transport,
            headers={"Accept": "application/json", "User-Agent": "signpost-directory-import"},
        )
        return cls(client, base.rstrip("/"))

    def get(self, route: str, **query: int) -> dict[str, Any]:
        """Return the object that a route answers with."""
        url = f"{self.base}{route}"
        try:
            answer = self.client.get(url, params=query or None)
        except httpx.HTTPError as error:
            raise SourceFaulty(f"{url} cannot be read ({error}); nothing was imported.") from error
        if answer.status_code != httpx.codes.OK:
            kind = RouteAbsent if answer.status_code == httpx.codes.NOT_FOUND else SourceFaulty
            raise kind(
                f"{answer.url} answers with status {answer.status_code}; nothing was imported."
            )
        if len(answer.content) > _LARGEST_ANSWER:
            raise SourceFaulty(
                f"{answer.url} answers with {len(answer.content)} bytes; allowed is up to"
                f" {_LARGEST_ANSWER}. Nothing was imported."
            )
        return _object(answer)

    def pages(self, route: str, items: str, total: str, size: int) -> Iterator[dict[str, Any]]:
        """Yield each page of a list; ``items`` and ``total`` name its parts.

        Raises ``SourceFaulty`` when a page comes twice, as from an API that knows no pages.
        """
        before: list[Any] | None = None
        for number in range(1, _MOST_PAGES + 1):
            page = self.get(route, page=number, per_page=size)
            listed = page.get(items)
            if not isinstance(listed, list):
                raise SourceFaulty(
                    f"{self.base}{route} has no list '{items}' on page {number};"
                    f" it has: {', '.join(page) or 'nothing'}. Nothing was imported."
                )
            if listed and listed == before:
                raise SourceFaulty(
                    f"{self.base}{route} gives page {number - 1} again as page {number};"
                    " nothing was imported."
                )
            yield page
            before = listed
            known = page.get(total)
            if not listed or (isinstance(known, int) and number >= known):
                return


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        data = answer.json()
    except ValueError as error:
        raise SourceFaulty(f"{answer.url} is not JSON ({error}); nothing was imported.") from error
    if not isinstance(data, dict):
        raise SourceFaulty(
            f"{answer.url} is a {type(data).__name__}, not an object; nothing was imported."
        )
    return data
