"""The rules of a triage as it is kept: open, hear, answer, step back, change, begin anew."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from api.chat.refusals import ConversationNotFound
from api.chat.repository import get_conversation_by_id
from api.config import Settings
from api.exceptions import InvalidRequest, NotFound
from api.languages.locales import SOURCE, fitting
from api.models import Triage, TriageResult
from api.signposting.activities import wanted_in
from api.signposting.lists import load_plans
from api.signposting.needs import Need
from api.triage import repository
from api.triage.answers import (
    ACCESS,
    ACTIVITIES,
    AGE,
    HUNGER,
    NEEDS,
    NOT_BY_RINGING,
    OTHER_LANGUAGE,
    OWN_LANGUAGE,
    READING,
    WANTS,
    WANTS_TO_START,
    About,
    AgeBand,
    Answers,
    Group,
    Question,
    Result,
)
from api.triage.area import find_alike, find_areas, is_area, is_clear, is_known
from api.triage.corrections import taken_back
from api.triage.needs_told import told_beside, wishes_something
from api.triage.next_question import classify, next_question
from api.triage.reading import Told as ReadFrom
from api.triage.reading import read, writes_english
from api.triage.rules import Rules, load_rules
from api.triage.schemas import Heard, TellRequest
from api.triage.wants import needs_not_told, wants_in, wants_undone
from api.triage.whereabouts import (
    bare_place,
    is_word_too,
    names_no_place,
    near_candidates,
    place_candidates,
    places_in_passing,
)

log = structlog.get_logger()

PLACE = "place"
OWN_CHOICE = "own_choice"
_WANTS_LAST = "wants_last"
_KEPT_ANSWERS = (ACCESS, READING, OWN_LANGUAGE)
_NEEDS_OF_FACTS = {HUNGER: Need.FOOD, WANTS_TO_START: Need.VOLUNTEERING}


class QuestionNotFound(NotFound):
    """There is no question of that id in a triage."""


class OptionNotAllowed(InvalidRequest):
    """The question does not take this answer."""


class PlaceNotKnown(InvalidRequest):
    """What was given is no place that is known."""


def open_triage(
    session: Session, conversation_id: uuid.UUID, *, settings: Settings, now: datetime
) -> Triage:
    """Return the latest triage of a conversation, or begin the first one.

    One that was kept for too long is forgotten first. Raises ``ConversationNotFound``.
    """
    conversation = get_conversation_by_id(session, conversation_id)
    if conversation is None:
        raise ConversationNotFound(conversation_id)
    forget_expired(session, settings=settings, now=now)
    known = repository.of_conversation(session, conversation_id)
    triage = known[-1] if known else _begin(session, conversation_id, now)
    _note_language(triage, conversation.locale)
    return triage


def _note_language(triage: Triage, locale: str) -> None:
    """Note whether the conversation is in another language: then English is not asked about."""
    others = {k: v for k, v in triage.answers.items() if k != OWN_LANGUAGE}
    known = others if fitting(locale) == SOURCE else {**others, OWN_LANGUAGE: OTHER_LANGUAGE}
    if known != triage.answers:
        triage.answers = known


def forget_expired(session: Session, *, settings: Settings, now: datetime) -> int:
    """Forget the triages that nobody came back to for ``triage_keep_days``; say how many."""
    gone = repository.forget_before(session, now - timedelta(days=settings.triage_keep_days))
    if gone:
        log.info("triage.forgotten", triages=gone)
    return gone


def is_returning(triage: Triage, *, settings: Settings, now: datetime) -> bool:
    """Say whether somebody is back after signposts were given, some weeks later."""
    if triage.signposted_at is None:
        return False
    return now - triage.last_seen_at >= timedelta(days=settings.triage_again_days)


def hear(session: Session, triage: Triage, told: TellRequest, *, now: datetime) -> Heard:
    """Take from a message what it says outright; nothing of its words is kept."""
    rules = load_rules()
    if told.only_place:
        heard = _hear_only_place(triage, told)
        if heard.anything:
            _settle(session, triage, rules, now)
        return heard
    read_from = read(
        told.text,
        rules,
        asked=told.asked,
        says_yes=told.says_yes,
        is_without_ringing=cannot_ring(triage),
        known_about=About(triage.about),
    )
    back = _take_back(triage, told, rules)
    new, gone = _hear_wants(triage, told.text)
    told_needs = [need for need in _needs_told(told, read_from, rules) if need not in back]
    told_needs = _without_own_of_wants(told_needs, triage, told.text)
    words = load_plans().words
    heard = Heard(
        answers=list(read_from.values),
        wants=words.say_wants(new),
        unwanted=words.say_wants(gone),
        taken_back=back,
        about=_new(read_from.about, triage.about),
        age=_new(read_from.age, triage.age),
        impossible_age=read_from.impossible_age,
        number_out_of_range=read_from.option_out_of_range,
        needs=[need for need in told_needs if need not in triage.needs],
        known_needs=[need for need in told_needs if need in triage.needs],
    )
    if heard.about:
        triage.about = heard.about
    if heard.age:
        triage.age = heard.age
    if told.asked == AGE and heard.age:
        _mark_asked(triage, AGE)
    triage.child_hinted = triage.child_hinted or read_from.child_hinted
    if read_from.cannot_ring and not read_from.no_phone:
        heard = heard.model_copy(update={"cannot_ring": _note_no_ringing(triage)})
    if read_from.no_phone:
        heard = heard.model_copy(update={"no_phone": _bar_the_telephone(triage)})
    _hear_activities(triage, told.text)
    _see_how_it_is_written(session, triage, told.text, rules)
    _hear_needs(triage, heard.needs, asked=told.asked)
    for question, value in read_from.values.items():
        _put(triage, question, value, asked=question == told.asked)
    heard = _hear_place(triage, told, heard)
    _settle(session, triage, rules, now)
    return heard


def _hear_wants(triage: Triage, text: str) -> tuple[list[str], list[str]]:
    """Keep what something must have or be, and let go what does not matter; give what is new.

    What was told last is kept by itself, for "that's wrong" in the message after it.
    """
    known, last = triage.wishes.get(WANTS, []), triage.wishes.get(_WANTS_LAST, [])
    gone = wants_undone(text, known, last)
    told = [want for want in wants_in(text) if want not in gone]
    new = [want for want in told if want not in known]
    kept = [want for want in (*known, *new) if want not in gone]
    if (kept, new) != (known, last):
        triage.wishes = {**triage.wishes, WANTS: kept, _WANTS_LAST: new}
    return new, gone


def _without_own_of_wants(needs: Sequence[Need], triage: Triage, text: str) -> list[Need]:
    """Leave out the needs that are only words of a want, where something else is asked for."""
    own = needs_not_told(text, wants_in(text))
    others = {*needs, *map(Need, triage.needs)} - own
    return [need for need in needs if need not in own or not others]


def _see_how_it_is_written(session: Session, triage: Triage, text: str, rules: Rules) -> None:
    """Settle that the person reads English, when they write it well; what they said counts more.

    What was said for them in English from another language, and how somebody else writes, says
    nothing of the one that the help is for.
    """
    if triage.about != About.ME:
        if triage.answers.get(READING) and READING not in triage.asked:
            _unsettle(triage, READING)
        return
    conversation = get_conversation_by_id(session, triage.conversation_id)
    in_english = conversation is not None and fitting(conversation.locale) == SOURCE
    if in_english and READING not in triage.answers and writes_english(text, rules):
        _put(triage, READING, "easy", asked=False)


def _needs_told(told: TellRequest, read_from: ReadFrom, rules: Rules) -> list[Need]:
    """Give the needs of a message: hunger is one for food, an answer's own words are none.

    Nor are words that only say how somebody would like to be reached, that something is easy, or
    what answers a question: who helps, where it is, what was tried.
    """
    own = _own_needs(told, rules) if told.asked in read_from.values else frozenset()
    if told.asked not in (None, NEEDS) and not wishes_something(told.text):
        own |= {need for each in read_from.values for need in _own_needs_of(each, rules)}
    needs = [need for need in told.needs if need not in own | read_from.not_needs]
    if told.asked is not None and told.asked != NEEDS:
        is_answer = told.asked in read_from.values or (told.asked == AGE and bool(read_from.age))
        needs = told_beside(told.text, needs, asked=told.asked, is_answer=is_answer)
    for fact, need in _NEEDS_OF_FACTS.items():
        if fact in read_from.values and need not in needs:
            needs.append(need)
    return needs


def _own_needs(told: TellRequest, rules: Rules) -> frozenset[Need]:
    """Give the needs that an answer to the question names only because they are asked about."""
    return _own_needs_of(told.asked, rules) if told.asked else frozenset()


def _own_needs_of(question: str, rules: Rules) -> frozenset[Need]:
    found = rules.question(question)
    return frozenset(found.own_needs) if found else frozenset()


def _take_back(triage: Triage, told: TellRequest, rules: Rules) -> list[Need]:
    """Take the needs out of the triage that a message takes back; none left are asked for again."""
    known = [Need(need) for need in triage.needs]
    back = taken_back(told.text, known=known, noted=told.noted, own=_own_needs(told, rules))
    if back:
        triage.needs = [need for need in triage.needs if need not in back]
        triage.needs_settled = bool(triage.needs)
    return back


def answer(
    session: Session, triage: Triage, question: str, value: str | None, *, now: datetime
) -> None:
    """Take the answer that was chosen, or None when the person passes the question over.

    Raises ``QuestionNotFound`` and ``OptionNotAllowed``.
    """
    rules = load_rules()
    if question == PLACE and value is None:
        _take_place(triage, None)
    elif question == AGE:
        triage.age = _age(value)
        _put(triage, AGE, None, asked=True)
    elif question == NEEDS:
        take_needs(session, triage, [_need(value)] if value else [], now=now)
    else:
        _check_option(question, value, rules)
        _put(triage, question, value, asked=True)
    _settle(session, triage, rules, now)


def take_needs(session: Session, triage: Triage, needs: Sequence[Need], *, now: datetime) -> None:
    """Add needs that were chosen from a list; none means that the person would rather not say."""
    _hear_needs(triage, needs, asked=NEEDS, settles=True)
    _settle(session, triage, load_rules(), now)


def take_place(session: Session, triage: Triage, text: str | None, *, now: datetime) -> None:
    """Keep the area that a text names, or that the person would rather not say.

    Raises ``PlaceNotKnown``.
    """
    if text is not None:
        areas = find_areas(text)
        if not areas:
            raise PlaceNotKnown(
                f"'{text[:80]}' is no place that is known; allowed is the first half of a"
                " postcode, such as 'S6', or the name of a town or district."
            )
        text = areas[0]
    _take_place(triage, text)
    _settle(session, triage, load_rules(), now)


def set_about(session: Session, triage: Triage, about: About, *, now: datetime) -> None:
    """Note who the help is for."""
    triage.about = about
    _settle(session, triage, load_rules(), now)


def step_back(triage: Triage, *, turn: uuid.UUID, now: datetime) -> bool:
    """Take the last answered question back, to be asked again; False when there is none.

    Who said that they have no food is asked nothing more, so that goes too, unless it is the place.
    """
    triage.last_seen_at = now
    if triage.last_turn == turn:
        return True
    if not triage.asked:
        return False
    *asked, last = triage.asked
    triage.signposted_at = None
    triage.asked = asked
    triage.last_turn = turn
    _unsettle(triage, last)
    if last != PLACE:
        _unsettle(triage, HUNGER)
    return True


def choose(session: Session, triage: Triage, group: Group, *, now: datetime) -> None:
    """Keep how the person would like to be met, in place of what the rules made of it."""
    stage = classify(answers_of(triage), load_rules()).stage
    _record(session, triage, Result(stage, group, (OWN_CHOICE,)), by="person", now=now)
    triage.last_seen_at = now


def begin_again(
    session: Session,
    triage: Triage,
    *,
    turn: uuid.UUID,
    needs: Sequence[Need],
    now: datetime,
) -> Triage:
    """Begin a new triage; who it is for, where, and what makes reading or going online hard stay.

    Motivation is asked again, since it changes. The old one stays as history.
    """
    latest = repository.of_conversation(session, triage.conversation_id)[-1]
    if latest.last_turn == turn:
        return latest
    new = _begin(session, triage.conversation_id, now)
    new.about, new.age, new.child_hinted = triage.about, triage.age, triage.child_hinted
    new.place, new.place_settled = triage.place, triage.place is not None
    new.answers = {k: v for k, v in triage.answers.items() if k in _KEPT_ANSWERS and v}
    new.needs, new.needs_settled = list(needs), bool(needs)
    new.wishes = triage.wishes
    new.last_turn = turn
    session.flush()
    return new


def answers_of(triage: Triage) -> Answers:
    """Give what is known in a triage, as the rules read it."""
    known = triage.needs_settled or bool(triage.needs)
    return Answers(
        needs=tuple(triage.needs) if known else None,
        values=triage.answers,
        asked=frozenset(triage.asked) - {PLACE},
        about=About(triage.about),
        age=AgeBand(triage.age) if triage.age else None,
        child_hinted=triage.child_hinted,
    )


def step_of(triage: Triage) -> Question | Result:
    """Give what to ask next; the place comes last, and only then the result stands."""
    step = next_question(answers_of(triage), load_rules())
    if isinstance(step, Question) and triage.signposted_at is not None:
        # A need that is told after the signposts gets its own, and no more questions.
        step = classify(answers_of(triage), load_rules())
    if isinstance(step, Question) or triage.place_settled:
        return step
    return Question(PLACE, ())


def _begin(session: Session, conversation_id: uuid.UUID, now: datetime) -> Triage:
    triage = Triage(
        id=uuid.uuid4(),
        conversation_id=conversation_id,
        about=About.ME,
        child_hinted=False,
        needs=[],
        needs_settled=False,
        answers={},
        asked=[],
        place_settled=False,
        wishes={},
        gaps_counted=[],
        started_at=now,
        last_seen_at=now,
    )
    repository.add(session, triage)
    log.info("triage.started", triage=str(triage.id))
    return triage


def _settle(session: Session, triage: Triage, rules: Rules, now: datetime) -> None:
    """Note that the person was here, and the result, once there is one that differs."""
    triage.last_seen_at = now
    step = next_question(answers_of(triage), rules)
    if isinstance(step, Result):
        latest = repository.latest_result(session, triage.id)
        if latest is None or (latest.decided_by == "rules" and _differs(latest, step)):
            _record(session, triage, step, by="rules", now=now)


def _differs(latest: TriageResult, result: Result) -> bool:
    kept = (latest.stage, latest.motivation, tuple(latest.reasons))
    return kept != (result.stage, result.group, result.reasons)


def _record(session: Session, triage: Triage, result: Result, *, by: str, now: datetime) -> None:
    latest = repository.latest_result(session, triage.id)
    row = TriageResult(
        triage_id=triage.id,
        number=latest.number + 1 if latest else 1,
        stage=result.stage,
        motivation=result.group,
        reasons=list(result.reasons),
        decided_by=by,
        recorded_at=now,
    )
    repository.add(session, row)
    log.info("triage.result", triage=str(triage.id), stage=result.stage, decided_by=by)


def _put(triage: Triage, question: str, value: str | None, *, asked: bool) -> None:
    triage.answers = {**triage.answers, question: value}
    if asked:
        _mark_asked(triage, question)


def _mark_asked(triage: Triage, question: str) -> None:
    triage.asked = [*(other for other in triage.asked if other != question), question]


def _unsettle(triage: Triage, question: str) -> None:
    triage.answers = {k: v for k, v in triage.answers.items() if k != question}
    if question == NEEDS:
        triage.needs, triage.needs_settled = [], False
    elif question == AGE:
        triage.age = None
    elif question == PLACE:
        triage.place, triage.place_settled = None, False


def _hear_needs(
    triage: Triage, needs: Sequence[Need], *, asked: str | None, settles: bool = False
) -> None:
    triage.needs = [*triage.needs, *(need for need in needs if need not in triage.needs)]
    if not (needs or settles):
        return
    triage.needs_settled = True
    if asked == NEEDS:
        _mark_asked(triage, NEEDS)


def _bar_the_telephone(triage: Triage) -> bool:
    """Let nothing be suggested that needs a voice, as after "not for me, I don't use the phone".

    Returns whether that was not known before.
    """
    known = triage.wishes.get("wishes", [])
    triage.wishes = {**triage.wishes, "wishes": list(dict.fromkeys([*known, "phone"]))}
    return "phone" not in known


def _note_no_ringing(triage: Triage) -> bool:
    """Note that there is nothing to ring with; whether that was not known before."""
    was_known = cannot_ring(triage)
    triage.wishes = {**triage.wishes, NOT_BY_RINGING: True}
    return not was_known


def cannot_ring(triage: Triage) -> bool:
    """Say whether the person told that ringing is no way for them, or not just now."""
    return "phone" in triage.wishes.get("wishes", []) or NOT_BY_RINGING in triage.wishes


def _hear_activities(triage: Triage, text: str) -> None:
    """Keep what was named last that the person wants to do."""
    if named := wanted_in(text):
        triage.wishes = {**triage.wishes, ACTIVITIES: sorted(named)}


def _hear_only_place(triage: Triage, told: TellRequest) -> Heard:
    """Take a message that is a place and nothing else, also after the question was passed over.

    A town, and an outcode that is a word too, counts where a place was asked for or was passed over
    and nothing is left to ask; before that "Hope", "Reading" and "w8" may mean something else.
    """
    named = bare_place(told.text)
    was_asked = told.asked == PLACE
    names = was_asked or (triage.place is None and isinstance(step_of(triage), Result))
    if not is_area(named, names=names) or (is_word_too(named) and not names):
        return Heard()
    return _hear_area(triage, Heard(), named, was_asked=was_asked)


def _hear_place(triage: Triage, told: TellRequest, heard: Heard) -> Heard:
    was_asked = told.asked == PLACE
    for candidate in places_in_passing(told.text, About(triage.about)):
        if is_area(candidate, names=True) and is_clear(candidate):
            return _hear_area(triage, heard, candidate, was_asked=was_asked)
    if was_asked and heard.answers:
        return heard
    wanted = was_asked or told.gives_place
    if not (wanted or not triage.place):
        return heard
    for candidate in place_candidates(told.text, asked=wanted, about=About(triage.about)):
        if is_known(candidate) and (wanted or is_clear(candidate)):
            return _hear_area(triage, heard, candidate, was_asked=was_asked)
    return _hear_no_place(triage, told, heard) if was_asked else heard


def _hear_area(triage: Triage, heard: Heard, named: str, *, was_asked: bool) -> Heard:
    """Take the place of a name, the largest of several; where none is the largest, take none."""
    areas = find_areas(named)
    if not is_clear(named):
        return heard.model_copy(update={"places": areas})
    _take_place(triage, areas[0], asked=was_asked)
    return heard.model_copy(update={"place": areas[0], "other_places": areas[1:]})


def _hear_no_place(triage: Triage, told: TellRequest, heard: Heard) -> Heard:
    """Take an answer to the question for a place that names none: any, a misspelt or no place."""
    if names_no_place(told.text):
        _take_place(triage, None)
        return heard.model_copy(update={"any_place": True})
    for candidate in near_candidates(told.text):
        areas, is_plain = find_alike(candidate)
        if areas and is_plain:
            _take_place(triage, areas[0])
            return heard.model_copy(update={"place": areas[0]})
        if areas:
            return heard.model_copy(update={"near_places": areas})
    return heard.model_copy(update={"unknown_place": True})


def _take_place(triage: Triage, area: str | None, *, asked: bool = True) -> None:
    triage.place, triage.place_settled = area, True
    if asked:
        _mark_asked(triage, PLACE)


def _new[Value: (About, AgeBand)](told: Value | None, known: str | None) -> Value | None:
    return told if told is not None and told != known else None


def _check_option(question: str, value: str | None, rules: Rules) -> None:
    rule = rules.question(question)
    if rule is None:
        raise QuestionNotFound(f"There is no question '{question}'.")
    allowed = [option.id for option in rule.options]
    if value is not None and value not in allowed:
        raise OptionNotAllowed(
            f"'{question}' does not take '{value}'; allowed are {', '.join(allowed)}, or null."
        )


def _age(value: str | None) -> AgeBand | None:
    if value is None:
        return None
    if value not in list(AgeBand):
        raise OptionNotAllowed(
            f"'{AGE}' does not take '{value}'; allowed are {', '.join(AgeBand)}, or null."
        )
    return AgeBand(value)


def _need(value: str) -> Need:
    if value not in list(Need):
        raise OptionNotAllowed(f"'{value}' is no need; allowed are {', '.join(Need)}, or null.")
    return Need(value)
