"""The tables of Signpost, one module a noun."""

from api.models.assessment import Assessment, Enrolment, Response
from api.models.base import Base
from api.models.chat import ChatOffer, ChatSession, ChatTurn
from api.models.organisation import Organisation
from api.models.participant import Invite, Participant

__all__ = [
    "Assessment",
    "Base",
    "ChatOffer",
    "ChatSession",
    "ChatTurn",
    "Enrolment",
    "Invite",
    "Organisation",
    "Participant",
    "Response",
]
