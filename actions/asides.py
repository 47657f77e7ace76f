"""Reads what citizens ask or say beside the questions of the triage (``asides.yml``)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict

from actions.triage_signposts import plain_text
from api.signposting.lists import load_national
from api.signposting.schemas import Outcome

_FILE = Path(__file__).with_name("asides.yml")
_PART = re.compile(r"\{([A-Z]+)\}")
_SENTENCE_END = re.compile(r"[.!?;\n]+")
_COMMA = re.compile(r"[,:]|\s[-\N{EN DASH}\N{EM DASH}]\s")
# Whoever writes more than this in one sentence tells of themselves.
_MOST_WORDS = 25


class Aside(BaseModel):
    """Something that is asked or said, and what is answered; ``source`` is where a fact was read.

    ``after`` is the answer once the questions are over and something is shown; ``does`` names what
    is done beside the answer; ``then`` is a question that is asked in place of
    the open one, ``then_without_ringing`` the same for whom ringing is no way, ``waits`` its name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    asks: tuple[str, ...]
    answer: str | None = None
    after: str | None = None
    source: str | None = None
    does: str | None = None
    then: str | None = None
    then_without_ringing: str | None = None
    waits: str | None = None

    def said(self, *, after: bool = False, cannot_ring: bool = False) -> str | None:
        """The answer with the question that is asked then; ``after`` something was shown."""
        answer = self.after if after and self.after else self.answer
        then = (self.then_without_ringing if cannot_ring else None) or self.then
        return " ".join(filter(None, (answer, then))) or None


@dataclass(frozen=True, slots=True)
class Found:
    """The asides of a message in their order, and what it says beside them."""

    asides: tuple[Aside, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Asides:
    """All that is read from the file; ``simpler`` are the questions in easier words."""

    asides: Mapping[str, Aside]
    patterns: Mapping[str, re.Pattern[str]]
    faces: Mapping[str, re.Pattern[str]]
    simpler: Mapping[str, str]
    simpler_without_ringing: Mapping[str, str]
    followed: Mapping[Outcome, re.Pattern[str]]
    wishes_more: re.Pattern[str]
    a_break: re.Pattern[str]
    asks_a_thing: re.Pattern[str]
    shrugs: re.Pattern[str]

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Self:
        """Read the asides that ship with the product; raises ``KeyError`` for an unknown part."""
        read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
        asides = {name: Aside(id=name, **entry) for name, entry in read["asides"].items()}
        return cls(
            asides=asides,
            patterns={name: _whole(aside.asks, read["parts"]) for name, aside in asides.items()},
            faces={name: re.compile(face) for name, face in read["faces"].items()},
            simpler=read["simpler"],
            simpler_without_ringing=read["simpler_without_ringing"],
            followed={Outcome(each): re.compile(said) for each, said in read["followed"].items()},
            wishes_more=re.compile(read["wishes_more"]),
            a_break=re.compile(read["a_break"]),
            asks_a_thing=re.compile(read["asks_a_thing"]),
            shrugs=re.compile(read["shrugs"]),
        )

    def of(self, text: str) -> Aside | None:
        """Give the aside that is all a part of a message says."""
        plain = plain_text(text)
        if len(plain.split()) > _MOST_WORDS:
            return None
        return next((self.asides[n] for n, p in self.patterns.items() if p.fullmatch(plain)), None)

    def with_faces_in_words(self, text: str) -> str:
        """Write a text with a word for each face in it, so that no sentence ends within one."""
        for word, face in self.faces.items():
            text = face.sub(f" {word} ", text)
        return text


def _whole(ways: tuple[str, ...], parts: Mapping[str, str]) -> re.Pattern[str]:
    filled = (_PART.sub(lambda found: parts[found[1]], way) for way in ways)
    return re.compile(rf"(?:{parts['AND']} )*(?:{'|'.join(filled)})(?: {parts['END']})*")


def found_in(text: str) -> Found:
    """Find what a message asks or says beside the triage, sentence by sentence.

    >>> [aside.id for aside in found_in("Is it free? And what's a link worker?").asides]
    ['cost', 'link_worker']
    >>> found_in("Fuck off, you're useless").rest, found_in("my wife died. who are you?").rest
    ('', 'my wife died')
    """
    known = Asides.load()
    asides: list[Aside] = []
    rest: list[str] = []
    for part in _parts(text):
        aside = known.of(part)
        if aside is None:
            rest.append(part.strip())
        elif aside not in asides:
            asides.append(aside)
    return Found(tuple(asides), ". ".join(rest))


def _parts(text: str) -> Iterator[str]:
    """Yield the sentences of a message, or the pieces of one of which every piece is an aside."""
    known = Asides.load()
    for sentence in _SENTENCE_END.split(known.with_faces_in_words(text)):
        if not sentence.strip():
            continue
        pieces = [piece for piece in _COMMA.split(sentence) if piece.strip()]
        is_cut = known.of(sentence) is None and all(known.of(piece) for piece in pieces)
        yield from pieces if is_cut else [sentence]


def number_of(text: str) -> str | None:
    """Give the name and number of a national service that a text names, None when it names none.

    >>> number_of("what's the number for Samaritans"), number_of("their number")
    ('Samaritans: 116 123', None)
    """
    plain = f" {plain_text(text)} ".replace(" the ", " ")
    for entry in load_national().entries:
        if entry.phone and f" {plain_text(entry.name).removeprefix('the ')} " in plain:
            return f"{entry.name}: {entry.phone}"
    return None


def outcome_said(text: str) -> Outcome | None:
    """Read how it went from an answer to "did you get in touch?"; None when it says nothing of it.

    >>> outcome_said("not yet, I was poorly"), outcome_said("what is this")
    (<Outcome.NOT_YET: 'not_yet'>, None)
    """
    plain = plain_text(text)
    followed = Asides.load().followed
    return next((outcome for outcome, said in followed.items() if said.fullmatch(plain)), None)


def wishes_more(text: str) -> bool:
    """Say whether a message that may be a wish to stop is a wish for something.

    >>> wishes_more("I need a break"), wishes_more("I want to stop now")
    (True, False)
    """
    return Asides.load().wishes_more.search(plain_text(text)) is not None


def wishes_a_break(text: str) -> bool:
    """Say whether a message speaks of a break, a rest or time off."""
    return Asides.load().a_break.search(plain_text(text)) is not None


def asks_a_thing(text: str) -> bool:
    """Say whether a message asks about some thing, and not why it is asked or what can be said.

    >>> asks_a_thing("what is a PIP form"), asks_a_thing("why do you ask")
    (True, False)
    """
    return Asides.load().asks_a_thing.search(plain_text(text)) is not None


def shrugs(text: str) -> bool:
    """Say whether a message is all the same to whoever writes it, and answers nothing.

    >>> shrugs("Whatever."), shrugs("you tell me"), shrugs("whatever is near")
    (True, True, False)
    """
    return Asides.load().shrugs.fullmatch(plain_text(text)) is not None
