"""The rules of triage as data: ``rules.yml`` with its shapes."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.signposting.needs import Need
from api.triage.answers import PASSED, About, Answers, Stage

_FILE = Path(__file__).with_name("rules.yml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weight(_Part):
    """What an answer adds to the two sums, and why; a ``stage`` is settled by it."""

    support: int = Field(0, ge=0)
    reach: int = Field(0, ge=0)
    stage: Stage | None = None
    reason: str


class Option(Weight):
    """One answer to a question.

    ``cues`` say it anywhere in a message; ``replies`` say it only as an answer to the question.
    After one that ``is_enough`` nothing more is asked. One that is ``told_only`` is not offered.
    """

    id: str
    is_enough: bool = False
    told_only: bool = False
    cues: tuple[str, ...]
    replies: tuple[str, ...]


class NeedCount(Weight):
    """What it adds when somebody has this many needs or more."""

    at_least: int


class QuestionRule(_Part):
    """One question: when it is asked, and what its answers mean.

    One that is ``told_only`` is never asked: its answer counts when somebody says it. An answer to
    it names its ``own_needs`` only because they are asked about, and tells none of them.
    """

    id: str
    told_only: bool = False
    own_needs: tuple[Need, ...] = ()
    only_if_child_hinted: bool = False
    unless: dict[str, tuple[str, ...]] = {}
    passed: Weight = Weight(reason="unsaid")
    options: tuple[Option, ...] = ()
    if_yes: str | None = None
    if_no: str | None = None

    @property
    def offered(self) -> tuple[Option, ...]:
        """The answers among which a person chooses, in the order of their numbers."""
        return tuple(option for option in self.options if not option.told_only)

    def applies(self, answers: Answers) -> bool:
        """Say whether the question is worth asking after what is known."""
        if self.told_only or (self.only_if_child_hinted and not answers.child_hinted):
            return False
        return not any(answers.values.get(other) in values for other, values in self.unless.items())

    def weight(self, value: str | None) -> Weight:
        """Give what an answer adds; raises ``KeyError`` for an option that does not exist."""
        return self.passed if value is PASSED else self.option(value)

    def option(self, option_id: str) -> Option:
        """Give an answer by its id; raises ``KeyError``."""
        return {option.id: option for option in self.options}[option_id]

    def is_enough(self, answers: Answers) -> bool:
        """Say whether what is known of this question ends all questions."""
        value = answers.values.get(self.id)
        return value is not None and bool(self.options) and self.option(value).is_enough


class Reason(_Part):
    """A reason in plain words, to the person and about the one they ask for."""

    me: str
    them: str


class WritesEnglish(_Part):
    """What shows that somebody reads English: how they write it themselves.

    ``words`` and ``small_words`` are how many a message has at least, ``small`` which the latter
    are; ``learner`` are expressions over plain words that leave it open.
    """

    words: int = Field(ge=1)
    small_words: int = Field(ge=1)
    small: frozenset[str]
    learner: tuple[str, ...]

    @cached_property
    def of_a_learner(self) -> re.Pattern[str]:
        """What somebody who is learning the language may write."""
        return re.compile("|".join(self.learner))


class People(_Part):
    """Words that say who a message is about, and how old they are."""

    relatives: tuple[str, ...]
    children: tuple[str, ...]
    gone: tuple[str, ...]
    child_hints: tuple[str, ...]
    older_hints: tuple[str, ...]
    cannot_hear: tuple[str, ...]


class Rules(_Part):
    """The whole of ``rules.yml``."""

    most_questions: int = Field(ge=1)
    support_from: int = Field(ge=1)
    reach_from: int = Field(ge=1)
    need_counts: tuple[NeedCount, ...]
    questions: tuple[QuestionRule, ...]
    writes_english: WritesEnglish
    reasons: dict[str, Reason]
    people: People

    @model_validator(mode="after")
    def names_what_exists(self) -> Self:
        """Refuse a reason, a question or an option that is named and does not exist."""
        missing = {weight.reason for weight in self._weights()} - set(self.reasons)
        if missing:
            raise ValueError(f"These reasons have no words: {', '.join(sorted(missing))}")
        known = {q.id: {option.id for option in q.options} for q in self.questions}
        for question in self.questions:
            named = {question.if_yes, question.if_no} - {None}
            if not named <= known[question.id]:
                raise ValueError(f"'{question.id}' takes yes or no for an unknown option")
            for other, values in question.unless.items():
                if not set(values) <= known.get(other, set()):
                    raise ValueError(f"'{question.id}' looks at an unknown answer to '{other}'")
        return self

    def question(self, question_id: str) -> QuestionRule | None:
        """Find a question by its id."""
        return next((rule for rule in self.questions if rule.id == question_id), None)

    def words(self, reason: str, about: About) -> str:
        """Give a reason in plain words."""
        words: str = getattr(self.reasons[reason], about.value)
        return words

    def _weights(self) -> Iterator[Weight]:
        yield from self.need_counts
        for question in self.questions:
            yield question.passed
            yield from question.options


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Read the rules that ship with the product; pydantic names what is wrong in the file."""
    return Rules.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
