"""What conversations stay with that could not be stored, so that care goes on without it."""

from collections import OrderedDict

from api.safety.staying import Stay

_MOST = 10_000


class Unkept:
    """Remembers in this process what is stayed with, by the hash of a conversation's token."""

    def __init__(self) -> None:
        self._stays: OrderedDict[str, Stay] = OrderedDict()

    def remember(self, token_hash: str | None, stay: Stay | None) -> None:
        """Keep what could not be stored."""
        if token_hash is None or stay is None:
            return
        self._stays[token_hash] = stay
        while len(self._stays) > _MOST:
            self._stays.popitem(last=False)

    def recall(self, token_hash: str) -> Stay | None:
        """Give what is kept here for a conversation."""
        return self._stays.get(token_hash)

    def forget(self, token_hash: str, stay: Stay | None) -> None:
        """Let go of what is stored by now, unless something newer could not be."""
        if self._stays.get(token_hash) is stay:
            self._stays.pop(token_hash, None)
