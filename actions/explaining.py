"""Explaining in place: the statement, its words, its levels, why it is asked, where it is from."""

from collections.abc import Collection

from actions.asking import ask_next, stay
from actions.buttons import answer_buttons, request_button, term_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import lines, paragraphs, phrase
from actions.words import last_level, levels_in
from api.assessments.schemas import LevelOfStatement, Question
from api.frameworks.glossary import glossary_for
from api.frameworks.parts import Term

# What stands for the statement at hand, and is no word of it.
_POINTING = frozenset({"this", "that", "it", "these", "those", "them"})
# How many words may be asked about by what the message was taken for. What is asked of the world
# ("what's the capital of France") is not answered as if it were a word of the field.
_MOST_WORDS_ASKED = {"explain": 4, "nlu_fallback": 4, "out_of_scope": 1, "clarify": 1}
_MOST_TERMS = 6


async def explain(at: Exchange) -> Outcome:
    """Say what the statement at hand means, short first; its levels when they are asked about."""
    question = await _question(at)
    if question is None:
        return await ask_next(at)
    names = {item.name.casefold(): item.value for item in question.levels}
    if not at.turn.is_button and last_level(at.turn.text, names) is not None:
        return _tell_levels(at, question, levels_in(at.turn.text, names))
    more = request_button("levels", statement=question.statement)
    at.speech.say(
        "utter_explain",
        buttons=[more, *answer_buttons(question)[:-1]],
        explanation=_short(question),
    )
    return stay(at)


def _short(question: Question) -> str:
    code, plain, why = question.statement, question.plain, question.why
    terms = lines(phrase("term", term=t.term, meaning=t.meaning) for t in question.glossary)
    return paragraphs(
        [
            phrase("plain", text=plain) if plain else "",
            phrase("exact", code=code, text=question.text),
            phrase("terms", terms=terms) if terms else "",
            phrase("why", text=why) if why else "",
            _source(question),
        ]
    )


def _source(question: Question) -> str:
    source = question.source
    if source.section is None:
        return phrase("source", document=source.document)
    return phrase("source_with_section", document=source.document, section=source.section)


async def explain_levels(at: Exchange) -> Outcome:
    """Say how each level would look for the statement at hand."""
    question = await _question(at)
    return await ask_next(at) if question is None else _tell_levels(at, question)


def _tell_levels(
    at: Exchange, question: Question, wanted: Collection[int] = frozenset()
) -> Outcome:
    """Quote what each level means, or only those wanted, with our example after it."""
    is_described = any(level.descriptor for level in question.levels)
    told = [one for one in question.levels if one.value in wanted] or question.levels
    at.speech.say(
        "utter_explain",
        buttons=answer_buttons(question)[:-1],
        explanation=paragraphs(
            [
                phrase("levels_quoted" if is_described else "levels_defined"),
                *(_level(one) for one in told),
            ]
        ),
    )
    return stay(at)


def _level(level: LevelOfStatement) -> str:
    text = level.descriptor or level.definition
    example = level.in_practice
    return lines(
        [
            phrase("level_line", value=level.value, name=level.name, text=text),
            phrase("level_example", text=example) if example else "",
        ]
    )


async def tell_why(at: Exchange) -> Outcome | None:
    """Say why the statement at hand is asked and where it is from; None if there is none."""
    question = await _question(at)
    if question is None:
        return None
    why = phrase("why", text=question.why) if question.why else ""
    explanation = paragraphs([why, _source(question)])
    at.speech.say("utter_explain", buttons=answer_buttons(question), explanation=explanation)
    return stay(at)


async def tell_meaning(at: Exchange) -> Outcome | None:
    """Answer from the glossary, or say that it lacks the word; None if no word is asked about."""
    position = await at.client.position(at.place)
    framework = await at.client.framework(position.assessment.framework)
    about = at.turn.about or ""
    found = glossary_for(framework, about)
    terms = [term for term in found if _is_all(term, about)]
    question = await _question(at)
    if not terms:
        is_unknown = not found and _asks_for_a_word(at, about, question)
        return _tell_unknown(at, about, question) if is_unknown else None
    at.speech.say(
        "utter_explain",
        buttons=answer_buttons(question) if question else (),
        explanation=phrase("term", term=terms[0].term, meaning=_meaning(terms[0])),
    )
    return stay(at)


def _asks_for_a_word(at: Exchange, about: str, question: Question | None) -> bool:
    """Say whether some word of the field is asked about, rather than the statement or the world."""
    words = about.casefold().split()
    if not words or _POINTING.issuperset(words):
        return False
    if question is not None and about.casefold() in question.text.casefold():
        return False
    most = _MOST_WORDS_ASKED.get(at.turn.intent, 0)
    return len(words) <= most


def _tell_unknown(at: Exchange, about: str, question: Question | None) -> Outcome:
    """Say that a word cannot be explained, and offer those that the statement uses."""
    terms = question.glossary[:_MOST_TERMS] if question else []
    buttons = [*term_buttons(term.term for term in terms)]
    if question is not None:
        buttons += answer_buttons(question)
    named = ", ".join(term.term for term in terms)
    key = "utter_unknown_term" if terms else "utter_unknown_term_alone"
    # What is said is kept with the conversation, and so would be the person's word in it.
    kept = at.turn.keeps_words
    term = phrase("unknown_term", term=about) if kept else phrase("unknown_term_unkept")
    at.speech.say(key, buttons=buttons, term=term, terms=named)
    return stay(at)


def _is_all(term: Term, about: str) -> bool:
    """Say whether the term is all that was asked about, not one word of something else."""
    longest = max(len(form.split()) for form in term.forms if form)
    return len(about.split()) <= longest + 1


def _meaning(term: Term) -> str:
    if not term.stands_for:
        return term.meaning
    return phrase("stands_for", stands_for=term.stands_for, meaning=term.meaning)


async def _question(at: Exchange) -> Question | None:
    statement = at.turn.statement or at.turn.last_saved
    return await at.client.question(at.place, statement) if statement else None
