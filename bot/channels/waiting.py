"""How long to wait before something that failed is tried again."""

from collections.abc import Iterator

_LONGEST_WAIT_S = 30.0


def waits() -> Iterator[float]:
    """Give seconds to wait without an end: 1, 2, 4 … and then 30."""
    wait_s = 1.0
    while True:
        yield wait_s
        wait_s = min(2 * wait_s, _LONGEST_WAIT_S)
