"""Reports asked in chat: every figure with what it is out of."""

from collections.abc import Sequence

from actions.asking import ask_level, stay
from actions.buttons import part_button, shortened
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import figure, lines, phrase
from api.assessments.score_schemas import DomainScores, Figures, Scores, StatementScores
from api.client import ApiRefused
from api.config import get_settings
from api.profiles.schemas import Aspect
from api.rounds.schemas import MovedStatement

_MOST_LISTED = 6
_APART = 2


async def tell_figures(at: Exchange) -> Outcome:
    """Give the figures of a domain, or of everything; the parts there are if none fits."""
    scores = await at.client.scores(at.place.assessment)
    if at.turn.about is None:
        _say_figures(at, scores, phrase("whole"), scores.overall)
        return stay(at)
    domain = await find_domain(at, scores, at.turn.about)
    if domain is None:
        return list_parts(at, scores)
    _say_figures(at, scores, domain.title, domain)
    return stay(at)


def list_parts(at: Exchange, scores: Scores) -> Outcome:
    """Say which parts there are, when the words fit none of them."""
    at.speech.say(
        "utter_no_such_part",
        buttons=[part_button(domain.title) for domain in scores.domains],
        parts=lines(domain.title for domain in scores.domains),
    )
    return stay(at)


async def find_domain(at: Exchange, scores: Scores, about: str) -> DomainScores | None:
    """Give the domain that fits the words best, or None."""
    found = await at.client.find_domains(at.place, about)
    wanted = found[0].id if found else None
    return next((domain for domain in scores.domains if domain.id == wanted), None)


def _say_figures(at: Exchange, scores: Scores, title: str, figures: Figures) -> None:
    at.speech.say(
        "utter_figures",
        figures=figures_text(title, figures),
        started=scores.participants.started,
        invited=scores.participants.invited,
        url=get_settings().result_url(scores.assessment.id),
    )


def figures_text(title: str, figures: Figures) -> str:
    """Say a set of figures in words, each with what it is out of."""
    counts = "; ".join(
        phrase("figures_count", level=level, count=count)
        for level, count in sorted(figures.counts.items())
    )
    spread = figures.spread
    median = (
        phrase(
            "figures_median",
            median=figure(figures.median),
            lowest=spread.min,
            highest=spread.max,
        )
        if spread
        else phrase("figures_none")
    )
    kinds = ("not_applicable", "dont_know", "skipped", "unanswered")
    others = ", ".join(
        phrase(f"figures_{kind}", count=getattr(figures, kind))
        for kind in kinds
        if getattr(figures, kind)
    )
    if not figures.total:
        return phrase("aspect_unasked", title=title)
    return lines(
        [
            phrase("figures", title=title, total=figures.total, levels=figures.levels),
            median,
            phrase("figures_counts", counts=counts) if spread else "",
            phrase("figures_others", others=others) if others else "",
        ]
    )


async def tell_disagreements(at: Exchange) -> Outcome:
    """List the statements on which partners are furthest apart, of one domain or of all."""
    scores = await at.client.scores(at.place.assessment)
    statements: Sequence[StatementScores] = scores.statements
    part = phrase("whole")
    if at.turn.about is not None:
        domain = await find_domain(at, scores, at.turn.about)
        if domain is None:
            return list_parts(at, scores)
        part = domain.title
        statements = [one for one in statements if one.domain_id == domain.id]
    compared = [one for one in statements if one.levels >= _APART]
    apart = sorted(filter(_is_apart, compared), key=_distance, reverse=True)
    if apart:
        at.speech.say(
            "utter_disagreements",
            part=part,
            apart=len(apart),
            compared=len(compared),
            statements=lines(_apart_line(one) for one in apart[:_MOST_LISTED]),
        )
    elif compared:
        at.speech.say(
            "utter_no_disagreements", part=part, compared=len(compared), total=len(statements)
        )
    else:
        at.speech.say("utter_nothing_to_compare", part=part, **dict(scores.participants))
    return stay(at)


def _is_apart(one: StatementScores) -> bool:
    return one.spread is not None and one.spread.max - one.spread.min >= _APART


def _distance(one: StatementScores) -> tuple[float, float]:
    spread = one.spread
    if spread is None:
        return 0.0, 0.0
    return spread.max - spread.min, spread.upper_quartile - spread.lower_quartile


def _apart_line(one: StatementScores) -> str:
    spread = one.spread
    return phrase(
        "apart",
        code=one.statement,
        text=shortened(one.text),
        lowest=spread.min if spread else "",
        highest=spread.max if spread else "",
        median=figure(one.median),
        levels=one.levels,
    )


async def tell_what_moved(at: Exchange) -> Outcome:
    """List the statements whose median moved since the last round."""
    changes = await at.client.changes(at.place.assessment)
    if changes.previous is None:
        return await ask_level(at, "utter_no_last_round", keep_pending=True)
    part, statements = phrase("whole"), changes.statements
    if at.turn.about is not None:
        scores = await at.client.scores(at.place.assessment)
        domain = await find_domain(at, scores, at.turn.about)
        if domain is None:
            return list_parts(at, scores)
        part = domain.title
        statements = [one for one in statements if one.domain_id == domain.id]
    compared = [one for one in statements if one.moved is not None]
    moved = sorted((one for one in compared if one.moved), key=_movement, reverse=True)
    if moved:
        at.speech.say(
            "utter_moved",
            part=part,
            round=changes.previous.round,
            moved=len(moved),
            compared=len(compared),
            statements=lines(_moved_line(one) for one in moved[:_MOST_LISTED]),
        )
    else:
        at.speech.say(
            "utter_nothing_moved",
            part=part,
            round=changes.previous.round,
            compared=len(compared),
        )
    return stay(at)


def _movement(one: MovedStatement) -> float:
    return abs(one.moved or 0.0)


def _moved_line(one: MovedStatement) -> str:
    return phrase(
        "moved",
        code=one.statement,
        text=shortened(one.text),
        before=figure(one.before.median),
        levels_before=one.before.levels,
        now=figure(one.now.median),
        levels_now=one.now.levels,
    )


async def tell_profile(at: Exchange) -> Outcome:
    """Give the profile along an index, aspect by aspect, where the framework has one."""
    if not await say_profile(at):
        return await ask_level(at, "utter_no_profile", keep_pending=True)
    return stay(at)


async def say_profile(at: Exchange) -> bool:
    """Say the profile; false when the framework is no index of aspects."""
    try:
        profile = await at.client.profile(at.place.assessment)
    except ApiRefused as refusal:
        if refusal.error != "NoProfile":
            raise
        return False
    at.speech.say(
        "utter_profile",
        aspects=lines(_aspect_line(aspect) for aspect in profile.aspects),
        url=get_settings().result_url(profile.assessment.id),
    )
    return True


def _aspect_line(aspect: Aspect) -> str:
    if not aspect.total:
        return phrase("aspect_unasked", title=aspect.title)
    if aspect.level is None:
        return phrase("aspect_open", title=aspect.title, total=aspect.total)
    return phrase(
        "aspect",
        title=aspect.title,
        level=figure(aspect.level),
        levels=aspect.levels,
        total=aspect.total,
    )
