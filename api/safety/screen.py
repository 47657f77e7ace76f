"""The safety screen: says whether a message tells of danger, before anything else reads it.

A pure function over the rule files: no network, no database, no clock. It reads every clause of a
message; words that take a danger back (an idiom, "I won't …", a thing of the past, professional
talk) cover only the place where they stand, never the whole message.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from api.safety.finding import NOTHING, Category, Certainty, Finding, in_another_language
from api.safety.hints import FEWEST_TO_DOUBT, FEWEST_WORDS, FeatureReader, Hints
from api.safety.matching import Match, SequenceMatcher
from api.safety.normalise import Break, Normaliser, PlainText, read_known_words
from api.safety.rulefiles import Audience, Exemption, Rule, RuleFile, read_rule_files, read_words

_WEIGHT = {Certainty.CERTAIN: 0, Certainty.POSSIBLE: 1}
_GRAVITY = {Category.URGENT_MEDICAL: 0, Category.CRISIS: 1, Category.SAFEGUARDING: 2}

NOT_ABOUT = "not_"
OF_OTHERS = frozenset({"professional", "learning"})
EVERYDAY = frozenset({"game", "idiom", "joke", "mild", "trivial"})
SELF = frozenset({"i", "me", "my", "myself", "mine"})

type Owner = Rule | Exemption | Audience


@dataclass(frozen=True, slots=True)
class Danger:
    """One match of a rule, at the certainty that its exemptions left.

    ``bare`` when no exemption touches it at all, not even one that the rule does not yield to.
    """

    rule: Rule
    certainty: Certainty
    about: frozenset[str]
    bare: bool

    def weighed(self, *, sure: bool, doubts: bool) -> "Danger":
        """The same danger, as sure as the model lets it be.

        Certain when the model is sure too and nothing is beside it; only possible where the model
        hears everyday talk. The model knows English alone.
        """
        if sure and self.bare:
            return replace(self, certainty=Certainty.CERTAIN)
        if doubts and not in_another_language(self.rule.id):
            return replace(self, certainty=Certainty.POSSIBLE)
        return self


class Screen:
    """The safety screen over a set of rule files; ``Screen.load()`` takes the shipped ones."""

    def __init__(
        self, normaliser: Normaliser, rule_files: Iterable[RuleFile], hints: Hints | None
    ) -> None:
        self._normaliser = normaliser
        self._hints = hints
        self._owners: list[Owner] = []
        slots: dict[str, list[str]] = {}
        patterns: list[tuple[int, str]] = []
        english: set[int] = set()
        for rule_file in rule_files:
            slots.update(rule_file.slots)
            for owner in _owners(rule_file):
                if rule_file.language is None:
                    english.add(len(self._owners))
                patterns.extend((len(self._owners), pattern) for pattern in owner.patterns)
                self._owners.append(owner)
        self._matcher = SequenceMatcher(slots, patterns, normaliser.phrase)
        normaliser.learn(self._matcher.words_of(english), kept=self._matcher.words)

    @classmethod
    def load(cls) -> Self:
        """Read the rules and the hints that ship with the product."""
        normaliser = Normaliser(read_words(), read_known_words())
        hints = Hints.load(FeatureReader.shipped(normaliser))
        return cls(normaliser, cls.shipped_rules(), hints)

    @staticmethod
    def shipped_rules() -> list[RuleFile]:
        """The rule files that ship with the product."""
        return read_rule_files()

    def check(self, text: str) -> Finding:
        """Say what danger a message tells of, if any."""
        plain = self._normaliser.read(text)
        heard = self._hear(plain)
        by_kind = self._matches(plain)
        if heard is not None and heard.past_mistaking:
            by_kind = by_kind.without(EVERYDAY)
        place = Place(plain.words, plain.breaks, plain.clauses())
        dangers = [
            danger
            for match, rule in by_kind.rules
            if (danger := _danger(match, rule, by_kind.exemptions, place)) is not None
        ]
        audiences = {
            topic
            for match, audience in by_kind.audiences
            for topic in _about(match, [audience.about], by_kind.exemptions, place)
        }
        return _weighed(dangers, audiences, heard)

    def _hear(self, plain: PlainText) -> "Heard | None":
        """What the model says of a message, if there is one and it is long enough for it."""
        if self._hints is None or len(plain.words) < FEWEST_WORDS:
            return None
        score, category = self._hints.strongest(plain)
        return Heard(score, category, self._hints, len(plain.words) >= FEWEST_TO_DOUBT)

    def _matches(self, plain: PlainText) -> "Matches":
        found = Matches([], [], [])
        for match in self._matcher.find(plain):
            found.add(match, self._owners[match.owner])
        return found


def _owners(rule_file: RuleFile) -> Iterator[Owner]:
    yield from rule_file.rules
    yield from rule_file.exemptions
    yield from rule_file.audiences


@dataclass(frozen=True, slots=True)
class Heard:
    """What the model says of a message: its score for the danger that it hears most."""

    score: float
    category: Category
    limits: Hints
    long_enough_to_doubt: bool

    @property
    def sure(self) -> bool:
        """Whether what a rule says is possible is certain."""
        return self.score > self.limits.sure

    @property
    def past_mistaking(self) -> bool:
        """Whether no harmless message ever came so high: then no saying takes a danger back."""
        return self.score > self.limits.beyond

    @property
    def doubts(self) -> bool:
        """Whether what a rule says is certain is only possible."""
        return self.score < self.limits.doubt and self.long_enough_to_doubt

    def counts(self, rule: Rule) -> bool:
        """Whether a match of a rule counts: a weak one asks for what the model says too.

        For one that only names the danger, the model has to be sure, and of the same kind of
        danger.
        """
        if rule.only_names:
            return self.sure and self.category is rule.category
        return self.score > self.limits.support or not rule.needs_support


def _weighed(dangers: list[Danger], audiences: set[str], heard: Heard | None) -> Finding:
    """What the rules found, the weak ones only with support, or else what the words hint at."""
    if heard is None:
        dangers = [one for one in dangers if not one.rule.only_names]
        return _finding(dangers, audiences) if dangers else NOTHING
    dangers = [
        one.weighed(sure=heard.sure, doubts=heard.doubts)
        for one in dangers
        if heard.counts(one.rule)
    ]
    if not dangers and heard.score > heard.limits.threshold:
        found = [f"{heard.category}.words"]
        return Finding(heard.category, Certainty.POSSIBLE, found, sorted(audiences))
    return _finding(dangers, audiences) if dangers else NOTHING


@dataclass(frozen=True, slots=True)
class Matches:
    """The matches of one text, sorted by what owns them."""

    rules: list[tuple[Match, Rule]]
    exemptions: list[tuple[Match, Exemption]]
    audiences: list[tuple[Match, Audience]]

    def add(self, match: Match, owner: Owner) -> None:
        """Put a match with the others of its kind."""
        if isinstance(owner, Rule):
            self.rules.append((match, owner))
        elif isinstance(owner, Exemption):
            self.exemptions.append((match, owner))
        else:
            self.audiences.append((match, owner))

    def without(self, kinds: frozenset[str]) -> "Matches":
        """The same matches, without the exemptions of these kinds."""
        kept = [(match, one) for match, one in self.exemptions if one.kind not in kinds]
        return Matches(self.rules, kept, self.audiences)


def _danger(
    match: Match, rule: Rule, exemptions: list[tuple[Match, Exemption]], place: "Place"
) -> Danger | None:
    """The danger of a match, or None when its exemptions take it back."""
    certainty = _left(match, rule, exemptions, place)
    if certainty is None:
        return None
    bare = not any(
        place.touches(taken, exemption, match)
        for taken, exemption in exemptions
        if not exemption.kind.startswith(NOT_ABOUT)
    )
    return Danger(rule, certainty, _about(match, rule.about, exemptions, place), bare)


def _left(
    match: Match, rule: Rule, exemptions: list[tuple[Match, Exemption]], place: "Place"
) -> Certainty | None:
    """The certainty that is left of a match after the exemptions that touch it.

    What somebody says of themselves is no talk of a trade or of a book, whatever stands beside it.
    """
    left: Certainty | None = rule.certainty
    of_self = place.says_self(match)
    for taken, exemption in exemptions:
        if rule.yields_to is not None and exemption.kind not in rule.yields_to:
            continue
        if of_self and exemption.kind in OF_OTHERS:
            continue
        if not place.touches(taken, exemption, match):
            continue
        if exemption.leaves is None:
            return None
        left = exemption.leaves
    return left


def _about(
    match: Match,
    topics: Iterable[str],
    exemptions: list[tuple[Match, Exemption]],
    place: "Place",
) -> frozenset[str]:
    """The topics of a match, without those that an exemption of the kind ``not_…`` takes back."""
    back = {
        exemption.kind
        for taken, exemption in exemptions
        if exemption.kind.startswith(NOT_ABOUT) and place.touches(taken, exemption, match)
    }
    return frozenset(topic for topic in topics if f"{NOT_ABOUT}{topic}" not in back)


@dataclass(frozen=True, slots=True)
class Place:
    """The words of one text, and where its breaks and clauses stand."""

    words: list[str]
    breaks: list[Break]
    clauses: list[int]

    def says_self(self, match: Match) -> bool:
        """Whether the words of a match name the person who writes."""
        return not SELF.isdisjoint(self.words[match.start : match.end])

    def touches(self, taken: Match, exemption: Exemption, match: Match) -> bool:
        """Whether an exemption stands where it can take a match back."""
        if exemption.where == "cover":
            return taken.start < match.end and match.start < taken.end
        if exemption.where == "before":
            apart = match.start - taken.end
            # A denial ends at a comma: "I'm not, I'm planning to …" denies nothing that follows.
            between = self.breaks[taken.start + 1 : match.start + 1]
            return taken.start < match.start and apart <= exemption.within and not any(between)
        if exemption.where == "after":
            apart = taken.start - match.end
            between = self.breaks[match.end : taken.start + 1]
            return taken.end > match.end and apart <= exemption.within and not any(between)
        if exemption.where == "clause":
            ours = set(self.clauses[match.start : match.end])
            return not ours.isdisjoint(self.clauses[taken.start : taken.end])
        first, last = sorted([(match.start, match.end), (taken.start, taken.end)])
        if exemption.where == "near" and last[0] - first[1] > exemption.within:
            return False
        return Break.HARD not in self.breaks[first[1] : last[0] + 1]


def _finding(dangers: list[Danger], audiences: set[str]) -> Finding:
    """The gravest of the dangers that were found, with every rule that found one."""
    ranked = sorted(
        dangers, key=lambda d: (_WEIGHT[d.certainty], _GRAVITY[d.rule.category], d.rule.id)
    )
    first = ranked[0]
    about = {topic for danger in dangers for topic in danger.about} | audiences
    matched = list(dict.fromkeys(danger.rule.id for danger in ranked))
    return Finding(first.rule.category, first.certainty, matched, sorted(about))


def screen_lines(lines: Iterable[str], screen: Screen | None = None) -> Iterator[dict[str, Any]]:
    """Screen one message a line and give one JSON-ready answer a line (``signpost screen``)."""
    screen = screen or Screen.load()
    for line in lines:
        finding = screen.check(line.rstrip("\r\n"))
        yield {
            "category": finding.category.value,
            "certainty": finding.certainty.value if finding.certainty else None,
            "matched": finding.matched,
        }
