"""The rules of signposting: give, learn from "not for me", pass on "this is wrong", follow up."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

import structlog
from sqlalchemy.orm import Session

from api.directory.geometry import Point
from api.exceptions import Conflict
from api.models import Signpost, SignpostReport, Triage
from api.signposting import repository
from api.signposting.cards import card, told_today
from api.signposting.choosing import Person, choose, usable, wants_of
from api.signposting.lists import (
    Plans,
    Wish,
    Wrong,
    load_plans,
    national_choices,
    route_choices,
)
from api.signposting.local import find_local, nearby_instead
from api.signposting.needs import Need, need_titles
from api.signposting.opening import uk_clock
from api.signposting.options import Choice, How
from api.signposting.ranking import is_for_another
from api.signposting.schemas import (
    Given,
    Judged,
    Outcome,
    ReportStatus,
    SignpostView,
    UnmetNeeds,
    UnmetNeedView,
    Verdict,
)
from api.signposting.wanting import unmet
from api.triage import repository as triages
from api.triage.answers import (
    ACTIVITIES,
    HUNGER,
    WANTS,
    WANTS_TO_START,
    About,
    AgeBand,
    Group,
    Stage,
    access_of,
    speaks_another,
)
from api.triage.area import locate
from api.triage.plain_words import plain_words
from api.triage.reading import says
from api.triage.wants import language_of

log = structlog.get_logger()

STATEMENTS = ["N3a", "P3c", "P5c", "I3a", "I3b"]
"""The statements of the maturity framework about gaps in what there is, which these inform."""

ELSEWHERE = "elsewhere"
"""The area of the gaps that are too few to be shown with their own."""

_WISHES = "wishes"
_SERVICE = "service:"
_CLOSED = {ReportStatus.MENDED, ReportStatus.NOTHING_WRONG}


class TriageUnfinished(Conflict):
    """Signposts come after the questions of a triage."""


def give(
    session: Session,
    triage: Triage,
    *,
    turn: uuid.UUID,
    most: int,
    referrals: bool,
    now: datetime,
    needs: Sequence[Need] = (),
) -> Given:
    """Give signposts that were not given before in this triage; the same turn gives the same.

    Where ``needs`` are asked for and nothing new is there, those that were given before and not put
    aside are given again.

    Raises ``TriageUnfinished``.
    """
    person = _person(session, triage)
    is_hungry = person.hungry and Need.FOOD in needs
    person = replace(person, needs=tuple(needs) or person.needs, hungry=is_hungry)
    plans = load_plans()
    near = locate(triage.place) if triage.place else None
    at = uk_clock(now)
    local = find_local(session, person, near, plans, now=now)
    earlier = repository.of_triage(session, triage.id)
    shown = [signpost for signpost in earlier if signpost.turn == turn]
    tells, lacking = False, list[str]()
    if not shown:
        # The form is a page in English: whoever finds that hard is led through the GP surgery.
        # A link worker rings back, which is no way for whom the telephone is none.
        by_form = referrals and {How.ONLINE, How.PHONE} <= usable(person)
        national = [each for each in national_choices() if not is_for_another(each, person)]
        there = nearby_instead(session, national, person, near, plans, today=at.date())
        choices = [*local.choices, *route_choices(referrals=by_form), *there]
        families = _families_given(session, triage, earlier)
        given = {signpost.target for signpost in earlier}
        picked = choose(person, choices, plans, given=given, families=families, most=most)
        if needs and not picked:
            # Asked for by name again, what was shown already is shown again, but for what was
            # said to be wrong or not for this person.
            judged = {signpost.target for signpost in earlier if signpost.verdict is not None}
            before = [choice for choice in choices if choice.target in given]
            picked = choose(person, before, plans, given=judged, most=most)
            again = {choice.target for choice in picked}
            shown = [signpost for signpost in earlier if signpost.target in again]
            return _given(shown, local.gaps, near, at)
        lacking = _not_said(picked, wants_of(person))
        place = near.name if near else None
        cards = {
            choice.target: card(choice, person, About(triage.about), plans, place=place, at=at)
            for choice in picked
        }
        shown = _keep(session, triage, cards, start=len(earlier), turn=turn, now=now)
        tells = _may_tell_of_gap(session, triage, local.gaps)
        _count_gaps(session, triage, local.gaps, now)
    return _given(shown, local.gaps, near, at, counted=tells, lacking=lacking)


def present(signpost: Signpost, *, now: datetime) -> SignpostView:
    """Give a signpost as it is shown at a time: with when it is open next."""
    return _shown_at(signpost, uk_clock(now))


def _shown_at(signpost: Signpost, at: datetime) -> SignpostView:
    view = SignpostView.model_validate(signpost)
    return view.model_copy(update={"card": told_today(view.card, load_plans().words, at)})


def _given(
    shown: Sequence[Signpost],
    gaps: Sequence[Need],
    near: Point | None,
    at: datetime,
    *,
    counted: bool = False,
    lacking: Sequence[str] = (),
) -> Given:
    words = load_plans().words
    return Given(
        signposts=[_shown_at(signpost, at) for signpost in shown],
        place=near.name if near else None,
        gaps=[words.needs[need] for need in gaps],
        counted=counted,
        lacking=words.say_wants(lacking),
        looked_near=near is not None,
    )


def _not_said(picked: Sequence[Choice], wants: Collection[str]) -> list[str]:
    """Give what none of the local places says that it has or is; none where one says all."""
    lacks = [unmet(choice, wants) for choice in picked if choice.target.startswith(_SERVICE)]
    if not lacks or not all(lacks):
        return []
    by_none = set(lacks[0]).intersection(*lacks)
    return [want for want in sorted(wants) if want in by_none or not by_none]


def _families_given(
    session: Session, triage: Triage, earlier: Sequence[Signpost]
) -> frozenset[str]:
    """Give the families of what was given before; another of them would be the same again.

    Whoever has said how they would rather be met may get the same in the way they chose, unless
    they put it aside.
    """
    families = {
        f"route:{name}": route.family for name, route in load_plans().routes.items() if route.family
    }
    result = triages.latest_result(session, triage.id)
    chose = result is not None and result.decided_by == "person"
    counted = [each for each in earlier if each.verdict is not None or not chose]
    return frozenset(families[each.target] for each in counted if each.target in families)


def _may_tell_of_gap(session: Session, triage: Triage, gaps: Sequence[Need]) -> bool:
    """Whether to say that a gap is counted: once in a conversation, and to nobody who is hungry."""
    every = triages.of_conversation(session, triage.conversation_id)
    is_told = any(each.gaps_counted for each in every)
    is_hungry = any(each.answers.get(HUNGER) is not None for each in every)
    return bool(gaps) and not is_told and not is_hungry


def judge(
    session: Session, signpost: Signpost, verdict: Verdict, text: str, *, now: datetime
) -> Judged:
    """Take what a person says of a signpost.

    "Not for me" is learnt from, for this person only; "wrong" goes to the owner of the directory,
    without a word of the person's and once for each signpost.
    """
    repeated = signpost.verdict == verdict
    signpost.verdict, signpost.verdict_at = verdict, now
    shown = SignpostView.model_validate(signpost)
    if verdict is Verdict.NOT_FOR_ME:
        triage = triages.get_or_raise(session, signpost.triage_id, lock=True)
        wishes = _learn(triage, text)
        return Judged(signpost=shown, wishes=wishes)
    what = read_wrong(text, load_plans())
    if not repeated:
        name = signpost.card["name"]
        repository.count_report(session, target=signpost.target, name=name, what=what, now=now)
        log.info("signpost.reported", target=signpost.target, what=what)
    return Judged(signpost=shown, wrong=what)


def follow_up(signpost: Signpost, outcome: Outcome, *, now: datetime) -> SignpostView:
    """Note whether the person went."""
    signpost.outcome, signpost.outcome_at = outcome, now
    return SignpostView.model_validate(signpost)


def change_report(
    session: Session, report_id: uuid.UUID, status: ReportStatus, *, now: datetime
) -> SignpostReport:
    """Note how far the owner is with a report; raises ``ReportNotFound``."""
    report = repository.get_report_or_raise(session, report_id)
    report.status = status
    report.closed_at = now if status in _CLOSED else None
    return report


def unmet_needs(
    session: Session, *, area: str | None, need: Need | None, since: date | None, least: int
) -> UnmetNeeds:
    """Count the gaps by area, need and month, with the statements that they inform.

    A count below ``least`` could tell of a person to those who know the area. It is summed over all
    such areas under ``ELSEWHERE``, and where one area is asked for it is left out.
    """
    shown: Counter[tuple[str, Need, date]] = Counter()
    for gap in repository.gaps(session, area=area, need=need, since=since):
        is_small = gap.times < least
        if not (is_small and area is not None):
            shown[ELSEWHERE if is_small else gap.area, Need(gap.need), gap.month] += gap.times
    titles = need_titles()
    items = [
        UnmetNeedView(area=where, need=met, title=titles[met], month=month, times=times)
        for (where, met, month), times in shown.most_common()
    ]
    return UnmetNeeds(statements=STATEMENTS, items=items, total=shown.total())


def read_wishes(text: str, plans: Plans) -> list[Wish]:
    """Read why something is not for a person."""
    plain = plain_words(text)
    return [wish for wish, phrases in plans.not_for_me.items() if says(plain, phrases)]


def read_wrong(text: str, plans: Plans) -> Wrong:
    """Read what is wrong with an entry."""
    plain = plain_words(text)
    found = (what for what, phrases in plans.wrong.items() if says(plain, phrases))
    return next(found, "other")


def _person(session: Session, triage: Triage) -> Person:
    result = triages.latest_result(session, triage.id)
    if result is None:
        raise TriageUnfinished("This triage has questions left; signposts come after them.")
    wants = frozenset(triage.wishes.get(WANTS, ()))
    return Person(
        stage=Stage(result.stage),
        group=Group(result.motivation),
        needs=tuple(Need(need) for need in triage.needs),
        age=AgeBand(triage.age) if triage.age else None,
        access=access_of(triage.answers),
        getting_there=triage.answers.get("getting_there"),
        hungry=triage.answers.get(HUNGER) is not None,
        wants_to_start=triage.answers.get(WANTS_TO_START) is not None,
        wishes=frozenset(triage.wishes.get(_WISHES, ())),
        known_needs=frozenset(Need(need) for need in triage.needs),
        activities=frozenset(triage.wishes.get(ACTIVITIES, ())),
        interpreter=speaks_another(triage.answers) or any(map(language_of, wants)),
        wants=wants,
    )


def _keep(
    session: Session,
    triage: Triage,
    cards: dict[str, dict[str, object]],
    *,
    start: int,
    turn: uuid.UUID,
    now: datetime,
) -> list[Signpost]:
    added = [
        Signpost(
            id=uuid.uuid4(),
            triage_id=triage.id,
            target=target,
            number=number,
            turn=turn,
            card=shown,
            given_at=now,
        )
        for number, (target, shown) in enumerate(cards.items(), start=start + 1)
    ]
    repository.add_all(session, added)
    triage.signposted_at = triage.last_seen_at = now
    log.info("signposts.given", triage=str(triage.id), signposts=len(added))
    return added


def _count_gaps(session: Session, triage: Triage, gaps: Sequence[Need], now: datetime) -> None:
    """Count each gap once a triage, by area and month, with nothing of the person."""
    new = [need for need in gaps if need not in triage.gaps_counted]
    month = now.date().replace(day=1)
    for need in new:
        repository.count_gap(session, area=triage.place or "", need=need, month=month)
    if new:
        triage.gaps_counted = [*triage.gaps_counted, *new]


def _learn(triage: Triage, text: str) -> list[Wish]:
    wishes = read_wishes(text, load_plans())
    known = triage.wishes.get(_WISHES, [])
    triage.wishes = {**triage.wishes, _WISHES: list(dict.fromkeys([*known, *wishes]))}
    return wishes
