"""What the assistant says when a message tells of danger: wording and contacts, both data."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from api.languages.saying import with_figures_apart
from api.safety.care_buttons import payload
from api.safety.care_words import CareWords, Words, is_young
from api.safety.contacts import (
    CHILD_AT_RISK,
    DEAF,
    Contact,
    ContactKind,
    ContactList,
    read_contacts,
)
from api.safety.finding import Category, Certainty, Finding
from api.safety.listeners import (
    FEW_LINES,
    MOST_LINES,
    asked_for,
    before_the_card,
    fitting_first,
    for_now,
    in_short,
    is_for_a_child,
    who_listen,
    who_listens_in_short,
)
from api.safety.rulefiles import read_yaml
from api.safety.staying import Heard, Stay

FOLDER = Path(__file__).parent
FALLBACK = "en"
RESUME = "/resume"
FIND_SUPPORT = "/find_support"
CALL_FORM = '/triage_press{"do": "refer"}'
# That ringing is no way for a person, beside whom a message is about.
NOT_BY_RINGING = "not_by_ringing"


@lru_cache(maxsize=1)
def read_care_words() -> tuple[CareWords, ...]:
    """Read the wording of care in every language that it ships in."""
    files = sorted(FOLDER.glob("care*.yml"))
    return tuple(read_yaml(path, CareWords) for path in files)


class CareMessages:
    """Makes the messages for a finding; it needs no engine, no database and no network."""

    def __init__(
        self, words: Iterable[CareWords], contacts: ContactList, *, offers_calls: bool = False
    ) -> None:
        self._words: Mapping[str, CareWords] = {each.locale: each for each in words}
        self._contacts = contacts
        self._offers_calls = offers_calls

    @classmethod
    def load(cls, *, offers_calls: bool = False) -> Self:
        """Read the wording and the contacts that ship with the product.

        ``offers_calls`` says that a link worker can be asked to call.
        """
        return cls(read_care_words(), read_contacts(), offers_calls=offers_calls)

    @property
    def button_titles(self) -> list[str]:
        """The titles of the buttons of care, in every language."""
        every = self._words.values()
        ways_on = [
            title for words in every for title in (words.carry_on, words.staying.who_listens)
        ]
        return [*ways_on, *(title for words in every for title in words.staying.buttons.values())]

    @property
    def has_local_lines(self) -> bool:
        """Whether it matters for anybody where they are."""
        return any(contact.is_local for contact in self._contacts.contacts)

    def messages(
        self, finding: Finding, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Give the messages for a finding in a locale (English when it is not offered).

        A message has ``kind``, ``text``, ``buttons``, ``lang``, ``dir`` and, with the NHS and
        police contacts, ``card``. A finding of nothing gives no message, one that is only possible
        a gentle check. ``place`` is where the person is, when that is known.
        """
        if finding.certainty is None or finding.category is Category.NONE:
            return []
        if finding.certainty is Certainty.POSSIBLE:
            return self.check(finding, locale, place)
        words = self._in(locale)
        said = words.words_for(finding.category, finding.about).certain
        chosen = self._chosen(words, finding.category, finding.about, place)
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        before = before_the_card(chosen, finding)
        listeners = fitting_first((c for c in chosen if c not in in_card), finding.about)
        others = [contact for contact in listeners if contact not in before]
        lead = _with_lines_after_the_question(said.first, words.listed(before))
        # The text alone is whole, for channels that show no card; the card has it in parts.
        languages = words.contacts.languages
        first = _message(words, _paragraphs(lead, words.listed(in_card), languages))
        first["card"] = _card(words, said.first, [*before, *in_card])
        second = _message(words, _second(words, said, others, words.also_for(finding)))
        second["buttons"] = _ways_on(words, _ASKED_FIRST)
        return [first, second]

    def told_again(
        self, finding: Finding, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Answer in short who tells again of a danger that was answered in full just before.

        Everybody who can help at once is named again; the same words are not said twice.
        """
        words = self._in(locale)
        return self._asked_in_short(words, words.staying.told_again, finding, place)

    def ask_again(
        self, stay: Stay, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Ask whether the person is safe, of whom a button was pressed that is not open now."""
        words = self._in(locale)
        finding = Finding(stay.category, about=list(stay.about))
        if not stay.gentle:
            return self._asked_in_short(words, words.staying.old_button, finding, place)
        said = words.words_for(stay.category, stay.about).possible
        chosen = self._chosen(words, stay.category, stay.about, place)
        listeners = who_listens_in_short(words, chosen, finding)
        message = _message(words, _paragraphs(words.staying.old_button, said.now, listeners))
        message["buttons"] = [
            _button(words.staying.who_listens, payload(Heard.TALK)),
            _button(words.carry_on, payload(Heard.CARRY_ON)),
        ]
        return [message]

    def _asked_in_short(
        self, words: CareWords, said: str, finding: Finding, place: str | None
    ) -> list[dict[str, Any]]:
        chosen = self._chosen(words, finding.category, finding.about, place)
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        before = before_the_card(chosen, finding)
        few = [c for c in who_listen(chosen, finding.about) if c not in in_card][:FEW_LINES]
        listeners = words.listed(few)
        parts = [words.listed(in_card), listeners]
        text = _paragraphs(said, *(reversed(parts) if is_for_a_child(finding) else parts))
        message = _message(words, text)
        message["card"] = _card(words, said, [*before, *in_card])
        message["buttons"] = _ways_on(words, _ASKED_FIRST)
        return [message]

    def check(
        self,
        finding: Finding,
        locale: str = FALLBACK,
        place: str | None = None,
        *,
        beside_need: bool = False,
    ) -> list[dict[str, Any]]:
        """Ask gently whether the person is safe, in one short message.

        It has one question, what to do at once, and who listens; the longer list is one press
        away. ``beside_need`` is for the question that stands beside help with a need.
        """
        words = self._in(locale)
        if beside_need:
            # Whoever cannot feed their children is not sent to a line about children at risk.
            about = [topic for topic in finding.about if topic != CHILD_AT_RISK]
            finding = replace(finding, about=about)
        said = words.words_for(finding.category, finding.about).possible
        chosen = self._chosen(words, finding.category, finding.about, place)
        listeners = who_listens_in_short(words, chosen, finding)
        ask = words.staying.asked_beside_need if beside_need else said.ask
        parts = [listeners, said.now] if is_for_a_child(finding) else [said.now, listeners]
        message = _message(words, _paragraphs(ask, *parts))
        message["buttons"] = [_button(words.staying.who_listens, payload(Heard.TALK))]
        return [message]

    def who_listens(
        self, stay: Stay, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Give the longer list to who asks for it after a gentle check, and the way back."""
        words = self._in(locale)
        said = words.words_for(stay.category, stay.about).possible
        chosen = self._chosen(words, stay.category, stay.about, place)
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        listeners = [c for c in who_listen(chosen, stay.about) if c not in in_card][:MOST_LINES]
        # Where help for the body comes first, it stands first.
        is_medical = stay.category is Category.URGENT_MEDICAL
        listed = [*in_card, *listeners] if is_medical else [*listeners, *in_card]
        also = words.also_for(Finding(stay.category, about=list(stay.about)))
        lines = [said.more, words.listed(listed), *also, words.contacts.languages]
        message = _message(words, _paragraphs(*lines, _way_back(words, stay)))
        message["buttons"] = _ways_on(words, (Heard.UNSAFE,))
        return [message]

    def stay(
        self, stay: Stay, heard: Heard, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Give the messages for an answer to care: one notice, shaped as those of ``messages``.

        Who is not safe gets the NHS and police contacts first again, in the card. Whatever is
        said, there is somebody to turn to below it. What was answered the same just before is
        answered in short, with other words.
        """
        words = self._in(locale)
        chosen = self._chosen(words, stay.category, stay.about, place)
        urgent = heard in _URGENT
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        heard_as = _way_of(heard, stay.about)
        listeners = asked_for(heard_as, who_listen(chosen, stay.about) or in_card)
        first = in_card if urgent else []
        listed = [*first, *(contact for contact in listeners if contact not in first)]
        if stay.times:
            lead = words.staying.once_more(heard, stay.times)
            message = _message(words, _paragraphs(lead, in_short(listed[:FEW_LINES])))
        else:
            lead = self._lead(words, heard, stay)
            lines = words.listed(listed if heard is not Heard.THANKS else [])
            languages = words.contacts.languages if lines else ""
            offers_call = heard is Heard.CALL_ME and self._may_be_called(stay.about)
            form = words.staying.call_form if offers_call else ""
            back = _way_back(words, stay)
            message = _message(words, _paragraphs(lead, lines, languages, form, back))
        if urgent:
            message["card"] = _card(words, lead, in_card)
        asked_next = [each for each in _ASKED_NEXT if each is not heard]
        message["buttons"] = _ways_on(words, asked_next, *self._more_ways(words, heard, stay))
        return [message]

    def found_out(
        self, about: list[str], locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Answer who is afraid that somebody finds out what they told, and ask if they are safe."""
        words = self._in(locale)
        danger = Category.SAFEGUARDING
        said = words.words_for(danger, about).possible
        chosen = self._chosen(words, danger, about, place)
        lead = words.staying.answer(Heard.FOUND_OUT, danger, about)
        lines = who_listens_in_short(words, chosen, Finding(danger, about=about))
        message = _message(words, _paragraphs(lead, lines, f"{said.ask} {said.now}"))
        message["buttons"] = [_button(words.staying.who_listens, payload(Heard.TALK))]
        return [message]

    def no_calls(
        self, about: Iterable[str], locale: str = FALLBACK, *, goes_on: bool = False
    ) -> list[dict[str, Any]]:
        """Say to who asks to be rung, with no danger about, that nobody rings from here.

        Where a link worker can be asked to call, the form for it is offered; who cannot ring is
        told how to write instead. ``goes_on``: what was open is asked again after it.
        """
        words = self._in(locale)
        offers_call = self._may_be_called(about)
        form = words.staying.call_form if offers_call else ""
        if not (_can_ring(about) or is_young(about)):
            form = words.staying.write_instead
        message = _message(words, _paragraphs(words.staying.no_calls, form))
        message["buttons"] = [
            *([_button(words.staying.call_form_button, CALL_FORM)] if offers_call else []),
            *([] if goes_on else [_button(words.staying.find_support, FIND_SUPPORT)]),
        ]
        return [message]

    def glad(self, locale: str = FALLBACK) -> list[dict[str, Any]]:
        """Say one line to who is safe after a gentle check, before the conversation goes on."""
        words = self._in(locale)
        return [_message(words, words.staying.glad)]

    def nothing_open(self, locale: str = FALLBACK) -> list[dict[str, Any]]:
        """Offer what can come next to who goes on when nothing was open."""
        words = self._in(locale)
        message = _message(words, words.staying.nothing_open)
        message["buttons"] = [_button(words.staying.find_support, FIND_SUPPORT)]
        return [message]

    def ask_gently_again(
        self, stay: Stay, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Ask what a "no" after a gentle check meant: it is never passed over.

        Whoever cannot say it has the numbers before them again, in short.
        """
        words = self._in(locale)
        chosen = self._chosen(words, stay.category, stay.about, place)
        lead = f"{words.staying.asked_gently_help}\n{in_short(for_now(chosen, stay))}"
        message = _message(words, _paragraphs(words.staying.asked_gently, lead))
        message["buttons"] = [
            _button(words.staying.buttons[Heard.UNSAFE], payload(Heard.UNSAFE)),
            _button(words.staying.asked_gently_no, payload(Heard.CARRY_ON)),
        ]
        return [message]

    def _more_ways(self, words: CareWords, heard: Heard, stay: Stay) -> list[dict[str, str]]:
        """What else can be done: bullying is a need as well, and a link worker may call."""
        if heard is Heard.CALL_ME and self._may_be_called(stay.about):
            return [_button(words.staying.call_form_button, CALL_FORM)]
        if heard is Heard.BULLYING:
            return [_button(words.staying.find_support, FIND_SUPPORT)]
        return []

    def _may_be_called(self, about: Iterable[str]) -> bool:
        """Whether a link worker can be asked to call: the form is for adults who use a phone."""
        return self._offers_calls and not is_young(about) and _can_ring(about)

    @staticmethod
    def _lead(words: CareWords, heard: Heard, stay: Stay) -> str:
        """Say what answers what was heard; who cannot ring is shown whom to write to."""
        way = _way_of(heard, stay.about)
        lead = words.staying.answer(way, stay.category, stay.about)
        return lead if way is heard else f"{words.staying.no_calls} {lead}"

    def _chosen(
        self, words: CareWords, category: Category, about: list[str], place: str | None
    ) -> list[Contact]:
        return [words.contacts.say(each) for each in self._contacts.choose(category, about, place)]

    def _in(self, locale: str) -> CareWords:
        return self._words.get(locale.split("-", maxsplit=1)[0]) or self._words[FALLBACK]


_URGENT = frozenset({Heard.UNSAFE, Heard.UNSURE})
_ASKED_FIRST = (Heard.SAFE, Heard.UNSAFE, Heard.UNSURE, Heard.SOMEONE_ELSE)
_ASKED_NEXT = (Heard.UNSAFE, Heard.TALK)


def _can_ring(about: Iterable[str]) -> bool:
    return not {DEAF, NOT_BY_RINGING}.intersection(about)


def _way_of(heard: Heard, about: Iterable[str]) -> Heard:
    """Give the way in which somebody wants to be reached: by text for whom ringing is no way."""
    return Heard.TEXT if heard is Heard.CALL_ME and not _can_ring(about) else heard


def _ways_on(
    words: CareWords, offered: Iterable[Heard], *more: dict[str, str]
) -> list[dict[str, str]]:
    """The buttons of care, the way back to the conversation last."""
    answers = [_button(words.staying.buttons[heard], payload(heard)) for heard in offered]
    return [*answers, *more, _button(words.carry_on, payload(Heard.CARRY_ON))]


def _button(title: str, sent: str) -> dict[str, str]:
    return {"title": title, "payload": sent}


def _way_back(words: CareWords, stay: Stay) -> str:
    """Say how to go on; what the person needs besides is not forgotten."""
    said = words.staying.need_is_kept if stay.needs else words.staying.how_to_carry_on
    return said.format(carry_on=words.carry_on)


def _card(words: CareWords, lead: str, contacts: Iterable[Contact]) -> dict[str, Any]:
    listed = [contact.wire() for contact in contacts]
    return {"type": "care", "prefix": words.prefix, "lead": lead, "contacts": listed}


def _with_lines_after_the_question(first: str, lines: str) -> str:
    """Put lines right after the first paragraph, which ends with the question."""
    question, *rest = first.split("\n\n")
    return _paragraphs(question, lines, *rest)


def _second(words: CareWords, said: Words, others: list[Contact], also: list[str]) -> str:
    """The message after the card: what fits this person, who else will listen, who to tell."""
    # Where help for the body comes first, nobody is asked to ring a listening line.
    ranked = others[:MOST_LINES] if said.then else []
    lines = f"{said.then}\n{words.listed(ranked)}" if ranked else ""
    return _paragraphs(*also, lines, said.last)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _message(words: CareWords, text: str) -> dict[str, Any]:
    return {
        "kind": "notice",
        "text": with_figures_apart(text, words.locale),
        "buttons": [],
        "lang": words.locale,
        "dir": words.dir,
    }
