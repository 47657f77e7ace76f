"""The shapes of the rule files under ``rules/`` and how they are read."""

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from api.safety.finding import Category, Certainty

RULES = Path(__file__).parent / "rules"


class Strict(BaseModel):
    """A part of a data file in which an unknown field is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    """How written words become the words that the rules use (``words.yml``)."""

    short_forms: dict[str, str]
    misspellings: dict[str, str]
    fillers: str
    emoji: dict[str, str]
    look_alikes: dict[str, str]
    same_letters: dict[str, str]
    leet: dict[str, str]
    key_words: str


class Phrased(Strict):
    """A part of a rule file that is found by its patterns."""

    patterns: list[str] = Field(min_length=1)


class Rule(Phrased):
    """One family of phrases that says a danger.

    ``yields_to`` names the kinds of exemption that can take a match back. A rule that
    ``needs_support`` is weak: one cue that ordinary talk has too. Its match counts only together
    with the model's support (``screen.md``). A weak rule that says *certain* holds single words
    that name the danger: it counts only where the model is sure.
    """

    id: str
    category: Category
    certainty: Certainty
    about: list[str] = Field(default_factory=list)
    yields_to: list[str] | None = None
    needs_support: bool = False

    @property
    def only_names(self) -> bool:
        """Whether its words only name a danger, so that the model has to be sure of it."""
        return self.needs_support and self.certainty is Certainty.CERTAIN


class Exemption(Phrased):
    """Words beside or around a match that take it back, wholly or down to possible.

    ``where``: ``cover`` overlaps the match; ``before`` and ``after`` stand within ``within`` words
    of it in the same clause, ``near`` within them in the same sentence; ``clause`` and
    ``sentence`` stand anywhere in its clause or sentence. The kind ``not_<topic>`` takes no danger
    back, only that topic of who it is about.
    """

    id: str
    kind: str
    where: Literal["cover", "before", "after", "near", "clause", "sentence"]
    within: int = 0
    leaves: Certainty | None = None


class Audience(Phrased):
    """Words that say who is in danger or how they need to be reached."""

    about: str


class RuleFile(Strict):
    """One YAML file of slots, rules, exemptions and audiences.

    ``language`` is set where its words are not English: they are known as they are written, but no
    English word is put right to one of them.
    """

    language: str | None = None
    slots: dict[str, list[str]] = Field(default_factory=dict)
    rules: list[Rule] = Field(default_factory=list)
    exemptions: list[Exemption] = Field(default_factory=list)
    audiences: list[Audience] = Field(default_factory=list)


# The rules are long, and read at every start: libyaml's reader takes a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml[Shape: BaseModel](path: Path, shape: type[Shape]) -> Shape:
    """Read a YAML file into its shape; a fault names the field (pydantic's error)."""
    content: Any = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 -- a safe one
    return shape.model_validate(content)


def read_words() -> Words:
    """Read the word table that ships with the product."""
    return read_yaml(RULES / "words.yml", Words)


def read_rule_files() -> list[RuleFile]:
    """Read every rule file that ships with the product, in the order of their names."""
    paths = sorted(path for path in RULES.rglob("*.yml") if path.name != "words.yml")
    return [read_yaml(path, RuleFile) for path in paths]
