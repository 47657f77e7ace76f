"""The tables of Signpost, one module a noun."""

from api.models.assessment import Assessment, Continuation, Enrolment, Response
from api.models.base import Base
from api.models.chat import (
    CareIncident,
    ChatHandover,
    ChatKey,
    ChatOffer,
    ChatSession,
    ChatTurn,
)
from api.models.directory import (
    DirectoryAccessibility,
    DirectoryAddress,
    DirectoryAttribute,
    DirectoryContact,
    DirectoryCostOption,
    DirectoryEntry,
    DirectoryLanguage,
    DirectoryLocation,
    DirectoryOpening,
    DirectoryOrganisation,
    DirectoryPhone,
    DirectorySchedule,
    DirectoryService,
    DirectoryServiceAtLocation,
    DirectoryShown,
    DirectorySource,
    DirectoryTag,
    DirectoryTaxonomy,
    DirectoryTerm,
    DirectoryText,
)
from api.models.handover import Handover
from api.models.misunderstanding import Misunderstanding
from api.models.organisation import Organisation
from api.models.participant import Invite, Participant
from api.models.privacy import PendingErasure
from api.models.referral import Referral, ReferralEvent, ReferralTicket
from api.models.signposting import Signpost, SignpostReport, UnmetNeed
from api.models.triage import Triage, TriageResult
from api.models.wellbeing import WellbeingAnswer

__all__ = [
    "Assessment",
    "Base",
    "CareIncident",
    "ChatHandover",
    "ChatKey",
    "ChatOffer",
    "ChatSession",
    "ChatTurn",
    "Continuation",
    "DirectoryAccessibility",
    "DirectoryAddress",
    "DirectoryAttribute",
    "DirectoryContact",
    "DirectoryCostOption",
    "DirectoryEntry",
    "DirectoryLanguage",
    "DirectoryLocation",
    "DirectoryOpening",
    "DirectoryOrganisation",
    "DirectoryPhone",
    "DirectorySchedule",
    "DirectoryService",
    "DirectoryServiceAtLocation",
    "DirectoryShown",
    "DirectorySource",
    "DirectoryTag",
    "DirectoryTaxonomy",
    "DirectoryTerm",
    "DirectoryText",
    "Enrolment",
    "Handover",
    "Invite",
    "Misunderstanding",
    "Organisation",
    "Participant",
    "PendingErasure",
    "Referral",
    "ReferralEvent",
    "ReferralTicket",
    "Response",
    "Signpost",
    "SignpostReport",
    "Triage",
    "TriageResult",
    "UnmetNeed",
    "WellbeingAnswer",
]
