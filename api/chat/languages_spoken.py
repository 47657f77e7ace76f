"""Which language each conversation is held in, as far as this process knows.

Care and refusals are said in it even when the database cannot be asked.
"""

from collections import OrderedDict

from api.languages.locales import SOURCE, fitting

_MOST = 10_000


class LanguagesSpoken:
    """Remembers the language of the conversations that spoke last, by the hash of their token."""

    def __init__(self) -> None:
        self._locales: OrderedDict[str, str] = OrderedDict()

    def note(self, token_hash: str, locale: str) -> None:
        """Remember the language of a conversation."""
        self._locales[token_hash] = fitting(locale)
        self._locales.move_to_end(token_hash)
        while len(self._locales) > _MOST:
            self._locales.popitem(last=False)

    def by(self, token_hash: str | None) -> str:
        """Give the language of a conversation, English when it is not known."""
        return self._locales.get(token_hash or "", SOURCE)
