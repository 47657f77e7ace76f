"""Looking over the answers of a domain, with a way to each of them."""

from actions.asking import stay
from actions.buttons import Button, domain_buttons, request_button, statement_buttons
from actions.exchange import Exchange
from actions.moves import find_statement
from actions.outcome import Outcome
from actions.phrases import answer_in_words, lines, phrase
from api.assessments.schemas import AnswerInReview, GivenAnswer

_PIECE = 8


async def review(at: Exchange) -> Outcome | None:
    """List the answers of a domain; without one, let the person choose; None if none fits."""
    domain = at.turn.entities.get("domain")
    if domain is None and at.turn.about is None:
        progress = await at.client.progress(at.place)
        at.speech.say("utter_review_which", buttons=domain_buttons(progress.domains))
        return stay(at)
    if domain is None:
        found = await at.client.find_domains(at.place, at.turn.about or "")
        if not found:
            return await find_statement(at)
        domain = found[0].id
    await _list(at, domain, first=int(at.turn.entities.get("piece", 0)))
    return stay(at)


async def _list(at: Exchange, domain: str, *, first: int) -> None:
    answers = await at.client.answers_of(at.place, domain)
    if not answers:
        at.speech.say("utter_domain_not_asked")
        return
    progress = await at.client.progress(at.place)
    piece = answers[first : first + _PIECE]
    buttons: list[Button] = statement_buttons(one.statement for one in piece)
    if len(answers) > first + _PIECE:
        buttons.append(request_button("more", "review", domain=domain, piece=str(first + _PIECE)))
    at.speech.say(
        "utter_review",
        buttons=buttons,
        domain=next((one.title for one in progress.domains if one.id == domain), domain),
        first=first + 1,
        last=first + len(piece),
        total=len(answers),
        answers=lines(_line(one) for one in piece),
    )


def _line(one: AnswerInReview) -> str:
    line = phrase("review_line", code=one.statement, emphasis=one.emphasis, answer=_standing(one))
    note = one.answer.note if one.answer else None
    return line if note is None else lines([line, phrase("review_note", note=note)])


def _standing(one: AnswerInReview) -> str:
    if one.answer is not None:
        return with_confidence(one.answer)
    if one.handed_over:
        return phrase("passed_on_answer", role=one.handed_over)
    return phrase("skipped_answer" if one.skipped else "open_answer")


def with_confidence(answer: GivenAnswer) -> str:
    """Say an answer with how sure the person is of it, if that was said."""
    words = answer_in_words(answer)
    if answer.confidence is None:
        return words
    return phrase("with_confidence", answer=words, confidence=phrase(answer.confidence))
