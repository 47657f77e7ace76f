"""Reads MarkdownV2 as strictly as Telegram does, as far as bold and escapes go."""

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")


class NotParsed(ValueError):
    """The text is no MarkdownV2."""


def parse(text: str) -> tuple[str, list[str]]:
    """Give the plain text and its bold phrases; raises ``NotParsed`` as Telegram words it."""
    plain: list[str] = []
    bold: list[str] = []
    began: int | None = None
    chars = iter(enumerate(text))
    for place, char in chars:
        if char == "\\":
            _, escaped = next(chars, (place, ""))
            if not escaped or ord(escaped) > 126:
                raise NotParsed(f"nothing is escaped at byte offset {place}")
            plain.append(escaped)
        elif char == "*":
            if began is None:
                began = len(plain)
            else:
                bold.append("".join(plain[began:]))
                began = None
        elif char in RESERVED:
            raise NotParsed(
                f"character '{char}' is reserved and must be escaped with the preceding '\\'"
            )
        else:
            plain.append(char)
    if began is not None:
        raise NotParsed("can't find end of bold entity")
    return "".join(plain), bold
