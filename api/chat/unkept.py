"""What conversations stay with that could not be stored, so that care goes on without it."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from api.safety.staying import Stay

_MOST = 10_000
_KEPT_FOR = timedelta(days=1)


class Unkept:
    """Remembers in this process what is stayed with, by the hash of a conversation's token.

    Whoever does not come back within a day is forgotten.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._stays: OrderedDict[str, tuple[datetime, Stay]] = OrderedDict()

    def remember(self, token_hash: str | None, stay: Stay | None) -> None:
        """Keep what could not be stored."""
        if token_hash is None or stay is None:
            return
        self._stays[token_hash] = (self._clock(), stay)
        self._stays.move_to_end(token_hash)
        self._let_go_of_old()

    def recall(self, token_hash: str) -> Stay | None:
        """Give what is kept here for a conversation."""
        self._let_go_of_old()
        _, stay = self._stays.get(token_hash, (None, None))
        return stay

    def forget(self, token_hash: str, stay: Stay | None) -> None:
        """Let go of what is stored by now, unless something newer could not be."""
        if self.recall(token_hash) is stay:
            self._stays.pop(token_hash, None)

    def _let_go_of_old(self) -> None:
        oldest = self._clock() - _KEPT_FOR
        while self._stays:
            since, _ = next(iter(self._stays.values()))
            if since >= oldest and len(self._stays) <= _MOST:
                return
            self._stays.popitem(last=False)
