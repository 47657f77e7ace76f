"""The rules of profiles: of which assessments there is one, and which stand side by side."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.assessments import repository as assessments
from api.assessments.service import scores
from api.exceptions import Conflict, InvalidRequest
from api.frameworks.loader import FrameworkRegistry
from api.models import Assessment
from api.organisations import repository as organisations
from api.profiles.profile import has_profile, profile_of
from api.profiles.schemas import Profile


class NoProfile(Conflict):
    """The framework does not describe the levels of its statements, as an index does."""


class NothingToCompare(InvalidRequest):
    """The request names no assessments, or names them in two ways."""


class OtherFramework(Conflict):
    """Assessments of different frameworks do not stand side by side."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which profiles are compared: those of assessments, or those of an organisation's parts."""

    assessments: Sequence[uuid.UUID] = ()
    organisation: uuid.UUID | None = None


def profile(session: Session, frameworks: FrameworkRegistry, assessment_id: uuid.UUID) -> Profile:
    """Return where an area stands on each aspect.

    Raises ``AssessmentNotFound``, ``FrameworkNotFound`` and ``NoProfile``.
    """
    return _profile(session, frameworks, assessments.get_or_raise(session, assessment_id))


def side_by_side(
    session: Session, frameworks: FrameworkRegistry, framework_id: str, wanted: Wanted
) -> list[Profile]:
    """Return the profiles of these assessments, or of the parts of an organisation.

    Of each part the last round counts. Raises ``NothingToCompare``, ``OtherFramework``,
    ``NoProfile``, ``FrameworkNotFound``, ``AssessmentNotFound`` and ``OrganisationNotFound``.
    """
    framework = frameworks.get_or_raise(framework_id)
    if bool(wanted.assessments) == (wanted.organisation is not None):
        raise NothingToCompare(
            "Name either assessments ('assessment', as often as needed) or 'organisation_id', "
            "whose parts are compared."
        )
    found = _find(session, framework.id, wanted)
    for assessment in found:
        if assessment.framework_id != framework.id:
            raise OtherFramework(
                f"Assessment '{assessment.id}' is of framework '{assessment.framework_id}': "
                f"side by side are those of '{framework.id}'."
            )
    return [_profile(session, frameworks, each) for each in found]


def _find(session: Session, framework_id: str, wanted: Wanted) -> list[Assessment]:
    if wanted.organisation is None:
        named = dict.fromkeys(wanted.assessments)
        return [assessments.get_or_raise(session, each) for each in named]
    organisations.get_or_raise(session, wanted.organisation)
    return assessments.latest_of_parts(session, wanted.organisation, framework_id)


def _profile(session: Session, frameworks: FrameworkRegistry, assessment: Assessment) -> Profile:
    framework = frameworks.get_or_raise(assessment.framework_id)
    scope = framework.scope(assessment.scope)
    if not has_profile(scope):
        raise NoProfile(
            f"Framework '{framework.id}' does not say what each level means for each statement of "
            f"scope '{scope.id}': only an index that does has a profile."
        )
    return profile_of(scope, scores(session, frameworks, assessment.id))
