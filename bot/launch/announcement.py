"""Say what the start is waiting for, and the addresses once everything is ready."""

import time
from collections.abc import Callable

import httpx

from api.config import Settings
from api.credentials import service_key

_PAUSE_S = 0.5
_REMIND_EVERY_S = 10.0


def waiting_for(readiness: dict[str, object] | None) -> list[str]:
    """List the parts that are not ready; no answer at all means that the API itself is not."""
    if readiness is None:
        return ["api"]
    return [part for part in ("database", "engine") if not readiness.get(part)]


def announce(
    settings: Settings,
    *,
    fetch: Callable[[], dict[str, object] | None] | None = None,
    example: Callable[[], str | None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    say: Callable[[str], None] = lambda line: print(line, flush=True),
) -> None:
    """Report what is missing until nothing is, then print where to go.

    ``fetch`` gives the body of ``/readyz``, or None while the API does not answer; ``example``
    the id of the demo's assessment, or None without one.
    """
    fetch = fetch or (lambda: _fetch(settings))
    example = example or (lambda: _example(settings))
    started, told, told_at = clock(), "", 0.0
    while missing := waiting_for(fetch()):
        line = "Waiting for: " + ", ".join(missing)
        if line != told or clock() - told_at >= _REMIND_EVERY_S:
            say(f"{line} ({clock() - started:.0f} s)")
            told, told_at = line, clock()
        sleep(_PAUSE_S)
    for line in addresses(settings, example()):
        say(line)


def addresses(settings: Settings, example: str | None) -> list[str]:
    """Give the lines that name what can be opened; ``example`` is the id of an assessment."""
    base = settings.effective_public_url
    lines = ["Ready.", f"  Talk to the assistant:   {base}/"]
    if example:
        lines.append(f"  An example result:       {settings.result_url(example)}")
    lines += [f"  The API, with its docs:  {base}/docs", "  Stop with Ctrl-C."]
    return lines


def _fetch(settings: Settings) -> dict[str, object] | None:
    try:
        answer = httpx.get(f"{settings.effective_api_url}/readyz", timeout=5)
        body = answer.json()
    except (httpx.TransportError, ValueError):
        return None
    return body if isinstance(body, dict) else None


def _example(settings: Settings) -> str | None:
    """Give the oldest open assessment of a demo: the one that came with it; None if that fails.

    An example that cannot be named must not end the start: one process's end would end them all.
    """
    if not settings.demo:
        return None
    try:
        return _oldest_assessment(settings)
    except (httpx.HTTPError, LookupError, ValueError):
        return None


def _oldest_assessment(settings: Settings) -> str | None:
    headers = {"X-API-Key": service_key(settings)}
    with httpx.Client(base_url=settings.effective_api_url, headers=headers, timeout=5) as http:
        query: dict[str, str | int] = {"status": "open", "limit": 1}
        total = http.get("/v1/assessments", params=query).raise_for_status().json()["total"]
        query["offset"] = max(total - 1, 0)
        items = http.get("/v1/assessments", params=query).raise_for_status().json()["items"]
    return str(items[0]["id"]) if items else None
