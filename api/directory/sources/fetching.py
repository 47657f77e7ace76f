"""Fetch JSON from the API of a directory."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from api.directory.importing.incoming import RouteAbsent, SourceFaulty

_TIMEOUT_S = 30.0
_LARGEST_ANSWER = 64 * 1024 * 1024
_LONGEST_ANSWER_S = 120.0
_MOST_PAGES = 10_000
_BUSY = (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)
_MOST_TRIES = 5
_FIRST_WAIT_S = 2.0
_LONGEST_WAIT_S = 120.0
OnPage = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Fetcher:
    """Reads from one API; any answer that is not the JSON that was asked for is an error.

    ``base`` is the address that every route begins with; ``on_page`` is told each page of a list,
    and how many there are. One that says that it is busy is asked again, after the time it names.
    Raises ``SourceFaulty``.
    """

    client: httpx.Client
    base: str
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    on_page: OnPage = lambda _page, _pages: None

    @classmethod
    def of(cls, base: str, transport: httpx.BaseTransport | None = None) -> "Fetcher":
        """Make a fetcher for an address, that of its services too; ``transport`` is for tests."""
        transport = transport or httpx.HTTPTransport(retries=2)
        client = httpx.Client(
            timeout=_TIMEOUT_S,
            follow_redirects=True,
            transport=transport,
            headers={"Accept": "application/json", "User-Agent": "signpost-directory-import"},
        )
        return cls(client, base.rstrip("/").removesuffix("/services"))

    def get(self, route: str, **query: int) -> dict[str, Any]:
        """Return the object that a route answers with."""
        url, tries = f"{self.base}{route}", 0
        try:
            while True:
                with self.client.stream("GET", url, params=query or None) as answer:
                    tries += 1
                    pause = _pause(answer, tries)
                    if pause is None:
                        _check_status(answer, tries)
                        body = self._read(answer)
                        break
                self.wait(pause)
        except httpx.TimeoutException as error:
            raise SourceFaulty(
                f"{url} gave no answer within {_TIMEOUT_S:.0f} seconds; nothing was imported."
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceFaulty(f"{url} cannot be read ({error}); nothing was imported.") from error
        return _object(str(answer.url), body)

    def _read(self, answer: httpx.Response) -> bytes:
        """Read an answer, unless it is too large or comes too slowly."""
        began = self.clock()
        body = bytearray()
        for some in answer.iter_bytes():
            body += some
            if len(body) > _LARGEST_ANSWER:
                raise SourceFaulty(
                    f"{answer.url} answers with more than {_LARGEST_ANSWER} bytes, which is more"
                    " than is allowed; nothing was imported."
                )
            if self.clock() - began > _LONGEST_ANSWER_S:
                raise SourceFaulty(
                    f"{answer.url} took more than {_LONGEST_ANSWER_S:.0f} seconds for one answer;"
                    " nothing was imported."
                )
        return bytes(body)

    def pages(self, route: str, items: str, total: str, size: int) -> Iterator[dict[str, Any]]:
        """Yield each page of a list; ``items`` and ``total`` name its parts.

        Raises ``SourceFaulty`` when a page holds nothing new, as from an API that knows no pages,
        and when there is no end to them.
        """
        seen: set[str] = set()
        for number in range(1, _MOST_PAGES + 1):
            page = self.get(route, page=number, per_page=size)
            listed = page.get(items)
            if not isinstance(listed, list):
                raise SourceFaulty(
                    f"{self.base}{route} has no list '{items}' on page {number};"
                    f" it has: {', '.join(page) or 'nothing'}. Nothing was imported."
                )
            new = {_mark(each) for each in listed} - seen
            if listed and not new:
                raise SourceFaulty(
                    f"{self.base}{route} gives on page {number} what earlier pages gave already:"
                    " it does not turn its pages. Nothing was imported."
                )
            seen |= new
            known = page.get(total)
            self.on_page(number, known if isinstance(known, int) else None)
            yield page
            if not listed or (isinstance(known, int) and number >= known):
                return
        raise SourceFaulty(
            f"{self.base}{route} has more than {_MOST_PAGES} pages, as if they had no end;"
            " nothing was imported."
        )


def _mark(item: Any) -> str:
    """Tell an item of a list from others: by its id, or else by all of it."""
    own = item.get("id") if isinstance(item, dict) else None
    return str(own) if own else json.dumps(item, sort_keys=True)


def _pause(answer: httpx.Response, tries: int) -> float | None:
    """Say for how many seconds to leave an API alone that is busy; None when to take its answer."""
    if answer.status_code not in _BUSY or tries >= _MOST_TRIES:
        return None
    named = _retry_after(answer)
    pause = _FIRST_WAIT_S * 2 ** (tries - 1) if named is None else named
    return pause if pause <= _LONGEST_WAIT_S else None


def _retry_after(answer: httpx.Response) -> float | None:
    """Read the seconds of ``Retry-After``, also where it names a moment, by the API's own clock."""
    told = answer.headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        until = parsedate_to_datetime(told) - parsedate_to_datetime(answer.headers["Date"])
    except (ValueError, KeyError, TypeError):
        return None
    return max(0.0, until.total_seconds())


def _check_status(answer: httpx.Response, tries: int) -> None:
    if answer.status_code == httpx.codes.OK:
        return
    kind = RouteAbsent if answer.status_code == httpx.codes.NOT_FOUND else SourceFaulty
    told = f"{answer.url} answers with status {answer.status_code}"
    if answer.status_code in _BUSY:
        named = answer.headers.get("Retry-After")
        told += f", also when asked {tries} times" if tries > 1 else ""
        told += f" (Retry-After: {named})" if named else ""
    raise kind(f"{told}; nothing was imported.")


def _object(url: str, body: bytes) -> dict[str, Any]:
    if body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise SourceFaulty(
            f"{url} answers with a web page, not with data as JSON; nothing was imported. The"
            " address has to be the one under which the API answers '/services'."
        )
    try:
        data = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise SourceFaulty(f"{url} is not JSON ({error}); nothing was imported.") from error
    if not isinstance(data, dict):
        raise SourceFaulty(
            f"{url} is a {type(data).__name__}, not an object; nothing was imported."
        )
    return data
