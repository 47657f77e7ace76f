"""Where parts stand beside one another, and where a person's answers stand beside the others'."""

from actions.asking import ask_level, stay
from actions.buttons import shortened, statement_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import figure, lines, phrase
from actions.reporting import figures_text
from actions.words import statement_code
from api.assessments.score_schemas import DomainScores, StatementScores
from api.config import get_settings

_MOST_LISTED = 6
_TO_COMPARE = 2


async def tell_lowest(at: Exchange) -> Outcome:
    """List the parts by their median, the lowest first."""
    return await _tell_parts(at, "utter_lowest_parts", highest_first=False)


async def tell_highest(at: Exchange) -> Outcome:
    """List the parts by their median, the highest first."""
    return await _tell_parts(at, "utter_highest_parts", highest_first=True)


async def _tell_parts(at: Exchange, key: str, *, highest_first: bool) -> Outcome:
    scores = await at.client.scores(at.place.assessment)
    rated = [each for each in scores.domains if each.median is not None]
    if not rated:
        return await ask_level(at, "utter_no_levels_yet", keep_pending=True)
    rated.sort(key=lambda each: each.median or 0, reverse=highest_first)
    open_ = [each for each in scores.domains if each.median is None]
    url = get_settings().result_url(scores.assessment.id)
    at.speech.say(key, parts=lines([*map(_part, rated), *map(_open_part, open_)]), url=url)
    return stay(at)


def _part(each: DomainScores) -> str:
    return phrase(
        "part",
        title=each.title,
        median=figure(each.median),
        levels=each.levels,
        total=each.total,
    )


def _open_part(each: DomainScores) -> str:
    key = "aspect_open" if each.total else "aspect_unasked"
    return phrase(key, title=each.title, total=each.total)


async def tell_what_others_say(at: Exchange) -> Outcome | None:
    """Give the figures of one statement, the person's own answer among them; None without one."""
    scores = await at.client.scores(at.place.assessment)
    code = statement_code(at.turn.about or "", [one.statement for one in scores.statements])
    found = next((one for one in scores.statements if one.statement == code), None)
    if found is None:
        return None
    own = (await at.client.question(at.place, found.statement)).answer
    of_others = _answers(found) if own is None else _answers(found) - 1
    if of_others < 1:
        at.speech.say(
            "utter_nobody_else_on", statement=found.statement, **dict(scores.participants)
        )
        return stay(at)
    at.speech.say(
        "utter_figures",
        figures=figures_text(f"{found.statement} ({shortened(found.text)})", found),
        started=scores.participants.started,
        invited=scores.participants.invited,
        url=get_settings().result_url(scores.assessment.id),
    )
    return stay(at)


async def tell_who_differs(at: Exchange) -> Outcome:
    """List the statements on which the person is furthest from the median; nobody is named.

    With nobody to differ from, that is said, and how others come in.
    """
    scores = await at.client.scores(at.place.assessment)
    listed = await at.client.answers_of(at.place)
    own = {one.statement: one.answer.level for one in listed if one.answer and one.answer.level}
    compared = [
        one for one in scores.statements if one.statement in own and one.levels >= _TO_COMPARE
    ]
    if not own:
        return await ask_level(at, "utter_no_own_levels", keep_pending=True)
    if not compared:
        alone = scores.participants.started <= 1
        key = "utter_nobody_else" if alone else "utter_nobody_else_there"
        return await ask_level(at, key, keep_pending=True, **dict(scores.participants))
    apart = [one for one in compared if _distance(one, own) >= 1]
    apart.sort(key=lambda one: _distance(one, own), reverse=True)
    if not apart:
        return await ask_level(
            at, "utter_nobody_differs", keep_pending=True, compared=len(compared)
        )
    at.speech.say(
        "utter_differs",
        buttons=statement_buttons(one.statement for one in apart[:_MOST_LISTED]),
        apart=len(apart),
        compared=len(compared),
        statements=lines(_differs(one, own) for one in apart[:_MOST_LISTED]),
    )
    return stay(at)


def _answers(one: StatementScores) -> int:
    return one.levels + one.not_applicable + one.dont_know


def _distance(one: StatementScores, own: dict[str, int]) -> float:
    return abs(own[one.statement] - (one.median or 0))


def _differs(one: StatementScores, own: dict[str, int]) -> str:
    return phrase(
        "differs",
        code=one.statement,
        text=shortened(one.text),
        own=own[one.statement],
        median=figure(one.median),
        levels=one.levels,
    )
