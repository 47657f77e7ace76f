"""The shapes in which triages travel."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.fields import Key
from api.signposting.needs import Need
from api.triage.answers import About, AgeBand, Group, Stage


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


Needs = Annotated[list[Need], Field(max_length=len(Need))]


class NewTriage(_Request):
    """The conversation in which somebody looks for support."""

    conversation_id: uuid.UUID


class TellRequest(_Request):
    """A message in the person's own words, redacted; it is read and not kept.

    ``needs`` and ``says_yes`` are what the engine understood; ``gives_place`` that it took the
    message for a place; ``asked`` is the question that the message may answer.
    """

    text: str = Field(max_length=20_000)
    needs: Needs = []
    asked: Key | None = None
    says_yes: bool | None = None
    gives_place: bool = False
    noted: Needs = Field([], description="Needs that were noted last, which may be taken back.")
    only_place: bool = Field(
        False, description="Take the message as a whole for a place, or take nothing of it."
    )


class AnswerRequest(_Request):
    """The option that was chosen for a question; null for "I'd rather not say"."""

    question: Key
    value: Key | None = None


class NeedsRequest(_Request):
    """Needs that were chosen from a list; an empty one for "I'd rather not say"."""

    needs: Needs


class PlaceRequest(_Request):
    """An outcode or the name of a place; null for "I'd rather not say"."""

    text: str | None = Field(max_length=200)


class AboutRequest(_Request):
    """Who the help is for."""

    about: About


class ChoiceRequest(_Request):
    """How the person would like to be met, when the result was "not me"."""

    group: Group


class TurnRequest(_Request):
    """The turn in which it is done: the same turn again changes nothing."""

    turn: uuid.UUID


class AgainRequest(TurnRequest):
    """A new triage in the same conversation; ``needs`` are the new ones, when they are known."""

    needs: Needs = []


class NeedView(BaseModel):
    """A need with its title in plain words."""

    id: Need
    title: str


class QuestionView(BaseModel):
    """What is to be asked now; ``place`` comes after the questions of the triage."""

    id: str
    number: int = Field(description="How many questions were asked, this one included.")
    options: list[str]


class ReasonView(BaseModel):
    """A reason, as an id and in plain words."""

    id: str
    text: str


class ResultView(BaseModel):
    """Stage and group with the reason; ``because`` is the reason as one clause in plain words.

    ``group`` is for the service and its reports only: nobody is shown it.
    """

    stage: Stage
    group: Group
    reasons: list[ReasonView]
    because: str
    decided_by: Literal["rules", "person"]
    recorded_at: datetime


class PastResult(ResultView):
    """A result with how it differs from the one before."""

    moved: Literal["to_more_support", "to_less_support"] | None


class TriageView(BaseModel):
    """A triage as it stands; ``question`` until there is nothing left to ask, then ``result``."""

    id: uuid.UUID
    conversation_id: uuid.UUID
    about: About
    age: AgeBand | None
    needs: list[NeedView]
    place: str | None
    question: QuestionView | None
    result: ResultView | None
    signposted: bool
    hungry: bool = Field(description="The person said that there is no food now.")
    wants_to_start: bool = Field(description="The person wants to start or run something.")
    told_danger: bool = Field(
        False, description="Care was given in the day before the triage was seen last."
    )
    cannot_ring: bool = Field(description="The person said that ringing is no way for them.")
    returning: bool = Field(description="Signposts were given, and some weeks have passed since.")
    started_at: datetime
    last_seen_at: datetime


class Heard(BaseModel):
    """What was taken from a message."""

    needs: list[Need] = []
    known_needs: list[Need] = Field([], description="Needs that were told before, and again now.")
    taken_back: list[Need] = Field([], description="Needs that the person says were not meant.")
    no_phone: bool = Field(False, description="Something that needs no telephone is wanted; new.")
    wants: list[str] = Field([], description="What something must have or be, in plain words; new.")
    unwanted: list[str] = Field([], description="What does not matter after all, in plain words.")
    cannot_ring: bool = Field(False, description="There is no credit or phone to ring with; new.")
    answers: list[str] = []
    about: About | None = None
    age: AgeBand | None = None
    place: str | None = None
    places: list[str] = Field([], description="Places of one name, of which one is meant.")
    other_places: list[str] = Field([], description="Smaller places of the name that was taken.")
    near_places: list[str] = Field([], description="Places of nearly that name; one may be meant.")
    any_place: bool = Field(False, description="The person named no place: any will do.")
    unknown_place: bool = False
    impossible_age: int | None = None
    number_out_of_range: int | None = None

    @property
    def anything(self) -> bool:
        """Whether something was understood."""
        needs = self.needs or self.taken_back
        place = self.place or self.any_place
        wants = self.wants or self.unwanted
        way = self.no_phone or self.cannot_ring
        return bool(needs or place or wants or self.answers or self.about or self.age or way)


class Told(BaseModel):
    """What a message said, and where the triage stands now."""

    heard: Heard
    triage: TriageView
