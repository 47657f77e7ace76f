"""Finds what a participant means by a few words, with the answers so far."""

from api.assessments.questions import Questionnaire, given_answer
from api.assessments.schemas import FoundDomain, FoundStatement
from api.frameworks.finding import find_domains, find_statements


def statements_about(
    questionnaire: Questionnaire, about: str, *, limit: int
) -> list[FoundStatement]:
    """Return the statements of the scope that fit the words, best first.

    Of two that fit as well, the one on the participant's own list comes first.
    """
    found = find_statements(questionnaire.framework, questionnaire.scope, about)
    found.sort(key=lambda hit: (-hit.score, hit.placed.statement.id not in questionnaire.asked))
    return [
        FoundStatement(
            statement=hit.placed.statement.id,
            text=hit.placed.statement.text,
            domain=hit.placed.domain.title,
            domain_id=hit.placed.domain.id,
            score=hit.score,
            answer=given_answer(
                questionnaire.framework, questionnaire.answers.get(hit.placed.statement.id)
            ),
        )
        for hit in found[:limit]
    ]


def domains_about(questionnaire: Questionnaire, about: str) -> list[FoundDomain]:
    """Return the domains of the scope that fit the words, best first."""
    return [
        FoundDomain(id=domain.id, title=domain.title)
        for domain in find_domains(questionnaire.scope, about)
    ]
