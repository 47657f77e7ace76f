"""Stands between a person and the assistant, who thinks in English (docs/decisions/0013)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

import structlog
from pydantic import JsonValue

from api.chat.schemas import Button, Message, MessageKind
from api.chat.turn import Turn
from api.languages import detection, switching
from api.languages.catalogue import read_catalogue
from api.languages.folding import with_latin_digits
from api.languages.locales import (
    SOURCE,
    OfferedLocale,
    direction,
    fitting,
    name_of,
    offered_codes,
)
from api.languages.reading import in_english
from api.languages.saying import say, say_or_keep, with_figures_apart
from api.languages.telling import PLACE, Told, read
from api.languages.words import WORDS

log = structlog.get_logger()

_SHOWN = "signpost"
# Leads to the first question of the triage.
_BEGIN = "I need help"
# Parts of a card that are no words to be read, or nobody's but the service's own.
_KEPT = frozenset(
    {
        "id",
        "type",
        "name",
        "organisation",
        "phone",
        "url",
        "map_url",
        "directions_url",
        "checked_on",
    }
)


def offered_locales() -> list[OfferedLocale]:
    """Give the languages that a conversation can be held in, English first."""
    return [
        OfferedLocale(
            locale=locale,
            name=name_of(locale),
            dir=direction(locale),
            checked_by_native_speaker=locale == SOURCE or is_checked(locale),
        )
        for locale in offered_codes()
    ]


def is_checked(locale: str) -> bool:
    """Whether a native speaker has read the translations."""
    return read_catalogue(locale).checked_by is not None


def in_the_language(messages: Iterable[Message], locale: str) -> list[Message]:
    """Say messages in a language; one that has no translation stays English and says so."""
    spoken = fitting(locale)
    return [_said(message, spoken) for message in messages]


def _said(message: Message, locale: str) -> Message:
    if locale == SOURCE or message.lang != SOURCE:
        return message
    text = say(message.text, locale) if message.text else ""
    if text is None:
        log.info("languages.untranslated", locale=locale)
        return message
    buttons = [
        button.model_copy(update={"title": say_or_keep(button.title, locale)})
        for button in message.buttons
    ]
    card = _said_card(message.card, locale) if message.card else message.card
    changed = {"text": text, "buttons": buttons, "card": card, "lang": locale}
    return message.model_copy(update={**changed, "dir": direction(locale)})


def _said_card(card: dict[str, JsonValue], locale: str) -> dict[str, JsonValue]:
    return {
        key: value if key in _KEPT else _said_part(value, locale) for key, value in card.items()
    }


def _said_part(value: Any, locale: str) -> Any:
    if isinstance(value, str):
        return say_or_keep(value, locale)
    if isinstance(value, list):
        return [_said_part(each, locale) for each in value]
    return value


def understood(turn: Turn) -> Turn:
    """Give a turn with a short answer of its language as the assistant understands it."""
    if turn.payload is not None or turn.text is None:
        return turn
    return replace(turn, text=in_english(turn.text, turn.locale), written=turn.text)


def with_what_is_told(turn: Turn) -> Turn:
    """Give a turn with what it tells or asks in its language as the assistant understands it.

    In an assessment words are notes and evidence. What stands in another language and is not known
    must not be read by English rules; at the question for a place it may be a name.
    """
    if not _is_in_own_words(turn):
        return turn
    text = turn.text or ""
    if (told := told_in(turn).in_english(asked(turn))) is not None:
        return replace(turn, text=told)
    is_unread = asked(turn) != PLACE and detection.is_written_in(text, fitting(turn.locale))
    if is_unread and turn.state.flow is None:
        return replace(turn, text=_BEGIN, unread=True)
    return replace(turn, unread=is_unread)


def told_in(turn: Turn) -> Told:
    """Read what a turn tells in the language of its conversation."""
    return read(turn.text or "", turn.locale, asked(turn))


def asked(turn: Turn) -> str | None:
    """Give the question of the triage that a turn may answer."""
    return turn.state.question if turn.state.flow == "triage" else None


def asks_for_language(turn: Turn) -> bool:
    """Whether somebody asks, in another language, if it is spoken."""
    if not _is_in_own_words(turn):
        return False
    told = told_in(turn)
    return told.asks[:1] == ("language",) and not told.tells_anything


def _is_in_own_words(turn: Turn) -> bool:
    is_as_written = turn.payload is None and turn.text == with_latin_digits(turn.written or "")
    return is_as_written and fitting(turn.locale) != SOURCE and turn.state.flow != "assessment"


def wished_language(turn: Turn) -> str | None:
    """Give the language that a turn asks for: by its button, or in words when it is another."""
    if turn.payload is not None:
        return switching.pressed(turn.payload)
    asked = switching.asked_for(turn.text or "")
    return None if asked == fitting(turn.locale) else asked


def written_in(turn: Turn) -> str | None:
    """Give the language that a turn is written in, when it is another one beyond doubt."""
    if turn.payload is not None or turn.is_opening:
        return None
    found = detection.language_of(turn.written or turn.text or "")
    return None if found == fitting(turn.locale) else found


def first_words(locale: str) -> list[Message]:
    """Give what stands before the first message in a language: what is understood, and checked."""
    locale = fitting(locale)
    if locale == SOURCE:
        return []
    parts = [WORDS.first, *([] if is_checked(locale) else [WORDS.unchecked]), WORDS.back_to_english]
    said = " ".join(say_or_keep(part, locale) for part in parts)
    return [_notice(said, locale, [SOURCE])]


def switched_words(locale: str) -> list[Message]:
    """Say that the language was changed."""
    return [_notice(say_or_keep(WORDS.switched, locale), locale, []), *first_words(locale)]


def stayed_words(locale: str) -> list[Message]:
    """Say that the language stays what it is."""
    return [_notice(say_or_keep(WORDS.stayed, locale), locale, [])]


def offer(locale: str, now: str) -> list[Message]:
    """Ask in both languages whether to go on in ``locale`` rather than in the one of ``now``."""
    now = fitting(now)
    return [
        _notice(say_or_keep(WORDS.offer, locale), locale, []),
        _notice(say_or_keep(f"{WORDS.offer}", now) + f" ({name_of(locale)})", now, [locale, now]),
    ]


def not_followed(locale: str) -> list[Message]:
    """Say that nothing of a message was known; what can be said follows."""
    return [_notice(say_or_keep(WORDS.not_followed, locale), locale, [])]


def on_interpreters(locale: str) -> list[Message]:
    """Say who speaks the language, as far as it is known, and where an interpreter is free."""
    said = f"{say_or_keep(WORDS.spoken, locale)} {say_or_keep(WORDS.interpreter, locale)}"
    return [_notice(said, locale, [])]


def with_interpreter(messages: Sequence[Message], turn: Turn) -> list[Message]:
    """Add to the first signposts, in another language, that an interpreter can be asked for."""
    kinds = [(each.card or {}).get("type") for each in messages]
    shown = [place for place, kind in enumerate(kinds) if kind == _SHOWN]
    is_first = turn.state.flow != "triage" or turn.state.question is not None
    locale = fitting(turn.locale)
    if not shown or not is_first or turn.is_opening or locale == SOURCE:
        return list(messages)
    note = _notice(say_or_keep(WORDS.interpreter, locale), locale, [])
    return [*messages[: shown[-1] + 1], note, *messages[shown[-1] + 1 :]]


def _notice(text: str, locale: str, choices: Sequence[str]) -> Message:
    return Message(
        id=uuid4(),
        kind=MessageKind.NOTICE,
        text=with_figures_apart(text, locale),
        buttons=[
            Button(title=name_of(choice), payload=switching.payload(choice)) for choice in choices
        ],
        lang=locale,
        dir=direction(locale),
    )
