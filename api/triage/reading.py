"""What a person's own words say towards triage, read by rule: answers, age, and who it is about.

Only what is said outright is taken; whatever is not understood is asked. Nothing here keeps a word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from api.triage.answers import AGE, HUNGER, About, AgeBand
from api.triage.rules import Option, People, QuestionRule, Rules
from api.triage.sayings import Sayings

_SHORT_REPLY = 7
_LONGEST_REPLY = 30
_ALIKE = 87
_SHORTEST_ALIKE = 5
_MOST_PLACE_WORDS = 4

_NOT_WORD = re.compile(r"[^a-z0-9]+")
# "What's a link worker?" answers no question.
_ASKS = re.compile(
    r"^(?:what|who|why|how|when|where|which|whats|whos|do you|are you|can you tell)\b"
)
_NEGATED = re.compile(r"(?:not|isnt|arent|wasnt|never|aint|im not|hes not|shes not)$")
# What takes an answer back: "I couldn't do it on my own", "not very good with computers".
_DENIED = re.compile(
    r"\b(?:not|no|isnt|arent|wasnt|never|aint|cant|cannot|couldnt|wouldnt|dont|doesnt|havent|hasnt"
    r"|wont|no longer)(?: (?:very|that|too|so|really|much|even|always))?$"
)
_STATES = (
    "is|isnt|needs?|wants?|cant|cannot|has|hasnt|feels?|wont|lives?|struggles?|would|wouldnt"
    "|doesnt|does|gets?|keeps?|spends?|who|never|sits?|rarely|hardly|just|could|seems|lost|used|speaks"
)
_BY_THEM = (
    r"\b(?:asking for someone else|for someone else|for somebody else|on behalf of"
    r"|for her not me|for him not me|for them not me"
    r"|not for me its for|its not for me its for|someone i (?:know|care about|look after))\b"
)
_BY_ME = (
    r"\b(?:its for me|it is for me|for myself|asking for me|its me|about me|its about me"
    r"|meant (?:for |just )?me|meant myself|for me not (?:him|her|them|my \w+)"
    r"|not (?:him|her|them) me)\b"
)
_HURTS = (
    r"\b(?:hit|hits|hitting|hurts?|hurting|shouts?|shouting|controls?|controlling|threat\w*"
    r"|beats?)\b"
)
_NOT_CARING = r"(?<!caring )(?<!care )(?<!cared )(?<!cares )(?<!carer )"
_YEARS = (
    re.compile(r"\b(\d{1,3}) ?(?:years? old|yrs? old|yo|y o)\b"),
    re.compile(
        r"\b(?:im|i am|aged?|age is|ages?|hes|shes|he is|she is|theyre|they are|turned|turning"
        r"|who is|whos|is) (\d{1,3})\b(?! (?:min|mile|week|month|day|pound|stone|st\b|kilo|kid"
        r"|child|per|year|hour|quid|p\b|k\b|kg|of|out|or|to|in|weeks?))"
    ),
)
_LONE_NUMBER = re.compile(r"(\d{1,3})(?: years?(?: old)?)?")
_OUTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?: ?\d[A-Z]{2})?\b", re.IGNORECASE)
_LIVES_AT = re.compile(
    r"\b(?:live in|lives in|living in|live near|lives near|based in|moved to) (.+)"
)
# Where somebody says in passing that they live, whatever the question was: "I'm in S6 by the way".
_SAID_TO_LIVE = re.compile(
    r"\b(?:live|lives|living|stay|stays|staying|based|moved|settled|housed)\b(?: \w+){0,5}?"
    r" (?:in(?! march\b)|near|to|at|around|by|outside|over in|up in|down in) (?P<place>.+)"
    r"|\b(?:im|i am|were|we are|weve been|hes|shes|theyre|is|are|am|all alone|alone|lonely"
    r"|on my own)"
    r"(?: \w+)? (?:in|near|over in|up in|down in|out in|round) (?P<here>.+)"
    r"|\b(?:im|i am|were|we are|hes|shes) (?:\w+ )?from (?P<home>.+)"
)
# Villages and towns of such names are asked for, or written with a capital.
_ORDINARY = frozenset(
    {
        "church",
        "deal",
        "march",
        "hope",
        "over",
        "sale",
        "street",
        "touch",
        "ware",
        "wells",
        "wool",
        "reading",
        "bath",
        "rest",
    }
)
_BEFORE = 40
_NOT_NOW = re.compile(r"\b(?:used to|born|grew up|before|originally|when i)\b")
# "I work in Leeds", "I fell in Leeds": something happens there, and nobody lives there for that.
_HAPPENS = re.compile(
    r"\b(?:works?|worked|working|job|went|school|university|college|army|hospital|ward|prison|shop"
    r"|died|fell|had|met|saw|visit\w*|holiday|operation|appointment|attacked|mugged|robbed|hit|was"
    r"|happened)\b"
)
_SUBJECT = re.compile(r"(?:im|i am|we are|weve been|hes|shes|theyre)\b")
_OF_SELF = re.compile(r"\b(?:i|we|ive|weve|im|i am|we are)(?: (?:just|now|also|both|all))?\s*$")
_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they|hes|shes|theyre|theyve|all|who|kids|family|friends?|everyone|everybody|mates?)"
    r"\b[^.]{0,40}$|\b(?:my|our|his|her|their) (?:\w+ ){0,3}$"
)
_WITH_CAPITALS = re.compile(
    r"\b(?:in|near|around|round|from|at) (?P<place>[A-Z][\w'-]+"
    r"(?:[ -](?:[A-Z][\w'-]+|on|upon|under|le|the|in|by)){0,4})"
)
_AROUND_PLACE = re.compile(
    r"(?:(?:(?:oh|well|so|and|also|sorry|btw|by the way|actually),? )?"
    r"(?:in|near|around|from|at|(?:i|we|they|he|she) lives? (?:in|near|at)|(?:i.?m|it.?s|we.?re)"
    r"(?: in| near| at| from)?|my postcode is|my postcode.s|postcode|somewhere (?:in|near)) )?"
    r"(?P<place>.+?)(?:,? (?:please|pls|thanks|thank you|area|way|by the way|btw|actually|now"
    r"|if (?:that|it) helps))?[ .!,]*",
    re.IGNORECASE,
)
_AT_PLACE = re.compile(
    r"\b(?:live in|lives in|living in|stay in|staying in|im in|i am in|we are in|were in|is in"
    r"|hes in|shes in|based in|here in|live near|lives near|near|around|from|over in|up in|down in"
    r"|moved to|at) (.+)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one message says towards triage."""

    values: Mapping[str, str]
    about: About | None = None
    age: AgeBand | None = None
    impossible_age: int | None = None
    child_hinted: bool = False
    option_out_of_range: int | None = None
    cannot_hear: bool = False


def read(text: str, rules: Rules, *, asked: str | None, says_yes: bool | None = None) -> Told:
    """Read a message; ``asked`` is the question that it may answer.

    ``says_yes`` is what the engine made of a plain yes or no; None when it was neither.
    """
    plain = plain_words(text)
    values = dict(_cues(plain, rules, told_only=bool(_ASKS.match(plain))))
    question = rules.question(asked) if asked else None
    number = _lone_number(plain)
    out_of_range = None
    if question is not None and question.options and question.id not in values:
        option = _reply(plain, question, says_yes, number)
        if option:
            values[question.id] = option
        elif number is not None:
            out_of_range = number
    years = number if asked == AGE and number is not None else _years(plain)
    return Told(
        values=values,
        about=_about(plain, rules.people),
        age=_band(years, plain, rules.people),
        impossible_age=years if years is not None and AgeBand.of(years) is None else None,
        child_hinted=_hints_at_child(plain, rules.people),
        option_out_of_range=out_of_range,
        cannot_hear=says(plain, rules.people.cannot_hear),
    )


def place_candidates(text: str, *, asked: bool, about: About = About.ME) -> list[str]:
    """Give what may name a place, the surest first: outcodes, then runs of words.

    Unless a place was ``asked`` for, words count only right after "live in" and the like, and not
    where they tell of somebody else than the one that the help is for.
    """
    outcodes = [match[1].upper() for match in _OUTCODE.finditer(text)]
    plain = plain_words(text)
    named = (_AT_PLACE if asked else _LIVES_AT).search(plain)
    if named and not asked and not _is_of_now(plain[: named.start()], about):
        named = None
    rest = named[1] if named else plain if asked else ""
    return list(dict.fromkeys([*outcodes, *_runs(rest.split()[:12], from_start=bool(named))]))


def writes_english(text: str, rules: Rules) -> bool:
    """Say whether a message is written so well, and at such length, that its writer reads English.

    >>> from api.triage.rules import load_rules
    >>> writes_english("I've been stuck at home since my knee went in March", load_rules())
    True
    >>> writes_english("i not have house and i need help find for my family", load_rules())
    False
    """
    shows, words = rules.writes_english, plain_words(text).split()
    small = sum(word in shows.small for word in words)
    is_long = len(words) >= shows.words and small >= shows.small_words
    return is_long and not shows.of_a_learner.search(" ".join(words))


def tells_hunger(text: str) -> bool:
    """Say whether a message tells that there is no food now.

    >>> tells_hunger("the kids haven't eaten"), tells_hunger("is there a food bank?")
    (True, False)
    """
    return bool(Sayings.load().told(HUNGER, plain_words(text)))


def places_in_passing(text: str, about: About) -> list[str]:
    """Give what a message says in passing of where the person lives, the surest first.

    Where others live counts when the help is for them. Only what is exactly the name of a place may
    be taken for one: "I'm in debt" is said in the same way.
    """
    plain = plain_words(text)
    said = [
        (match["place"] or match["here"] or match["home"], _before(plain, match))
        for match in _SAID_TO_LIVE.finditer(plain)
        if match["place"] or (match["here"] or match["home"]).split()[0] not in _ORDINARY
    ]
    named = [
        (match["place"], plain_words(text[: match.start()]))
        for match in _WITH_CAPITALS.finditer(text)
    ]
    named = [each for each in named if not _is_only_mentioned(*each)]
    own = [place for place, before in [*said, *named] if _is_of_now(before, about)]
    runs = (run for place in own for run in _runs(place.split()[:12], from_start=True))
    return list(dict.fromkeys(runs))


def _is_only_mentioned(place: str, before: str) -> bool:
    """Whether a name with a capital is a month, or the place of what happened and not of a home."""
    return place.casefold().split()[0] == "march" or bool(_HAPPENS.search(before[-_BEFORE:]))


def _before(plain: str, match: re.Match[str]) -> str:
    """Give what stands before a place, with the "I am" or "they are" that the match begins with."""
    start = match.start() + (len(found[0]) if (found := _SUBJECT.match(match[0])) else 0)
    return plain[:start]


def _is_of_now(before: str, about: About) -> bool:
    """Whether what stands before a place tells of the person that the help is for, and of now."""
    if _NOT_NOW.search(before[-_BEFORE:]):
        return False
    is_own = _OF_SELF.search(before) is not None
    return about is About.THEM or is_own or not _OF_ANOTHER.search(f"{before.strip()} ")


def bare_place(text: str) -> str:
    """Give a text without what may stand around the name of a place.

    >>> bare_place("I live in Deal, please."), bare_place("S1 2HH!")
    ('Deal', 'S1 2HH')
    """
    found = _AROUND_PLACE.fullmatch(" ".join(text.split()))
    return found["place"] if found else text


def _runs(words: list[str], *, from_start: bool) -> Iterator[str]:
    """Yield runs of words, longest first; names after "in" begin at once."""
    for length in range(min(_MOST_PLACE_WORDS, len(words)), 0, -1):
        starts = range(1) if from_start else range(len(words) - length + 1)
        for start in starts:
            yield " ".join(words[start : start + length])


def plain_words(text: str) -> str:
    """Give the words of a text in lower case, without marks or apostrophes."""
    folded = text.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return _NOT_WORD.sub(" ", folded).strip()


def _cues(plain: str, rules: Rules, *, told_only: bool) -> Iterator[tuple[str, str]]:
    """Yield what a message says unasked; a question answers none that could be asked."""
    sayings = Sayings.load()
    for question in rules.questions:
        if told_only and not question.told_only:
            continue
        told = sayings.told(question.id, plain)
        option = _longest(plain, question.options) or _heaviest(told, question)
        if option:
            yield question.id, option
    access = rules.question("access")
    if access and not told_only:
        hard = {option.id for option in access.options if says(plain, option.cues)}
        if {"online_hard", "english_hard"} <= hard | set(sayings.told(access.id, plain)):
            yield access.id, "both_hard"


def _heaviest(options: Iterable[str], question: QuestionRule) -> str | None:
    """Give the answer of most need for support: nobody is met with less than they said."""
    weights = {each: question.option(each) for each in options}
    return max(weights, key=lambda each: weights[each].support + weights[each].reach, default=None)


def _longest(plain: str, options: tuple[Option, ...]) -> str | None:
    found = [
        (len(cue), option.id)
        for option in options
        for cue in option.cues
        if says(plain, (cue,), denied_by=_DENIED)
    ]
    return max(found)[1] if found else None


def says(plain: str, phrases: Iterable[str], *, denied_by: re.Pattern[str] = _NEGATED) -> bool:
    """Say whether one of the phrases stands in the words, and is not negated."""
    padded = f" {plain} "
    for phrase in phrases:
        place = padded.find(f" {phrase} ")
        if place >= 0 and not denied_by.search(padded[:place]):
            return True
    return False


def _reply(
    plain: str, question: QuestionRule, says_yes: bool | None, number: int | None
) -> str | None:
    if number is not None:
        in_range = 1 <= number <= len(question.offered)
        return question.offered[number - 1].id if in_range else None
    replies = {reply: option.id for option in question.options for reply in option.replies}
    if plain in replies:
        return replies[plain]
    length = len(plain.split())
    if not _ASKS.match(plain) and length <= _LONGEST_REPLY:
        said = Sayings.load().replies(question.id, plain)
        if said:
            return _heaviest(said, question)
    if length > _SHORT_REPLY:
        return None
    found = None if _ASKS.match(plain) else _reply_words(plain, replies)
    if found is None and says_yes is not None:
        found = question.if_yes if says_yes else question.if_no
    return found


def _reply_words(plain: str, replies: Mapping[str, str]) -> str | None:
    said = [reply for reply in replies if says(plain, (reply,), denied_by=_DENIED)]
    longest = max(said, key=len, default=None)
    if longest is not None:
        rivals = {replies[reply] for reply in said if reply not in longest}
        return replies[longest] if rivals <= {replies[longest]} else None
    if len(plain) < _SHORTEST_ALIKE:
        return None
    alike = process.extractOne(plain, replies.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return replies[alike[0]] if alike else None


def _lone_number(plain: str) -> int | None:
    found = _LONE_NUMBER.fullmatch(plain)
    return int(found[1]) if found else None


def _years(plain: str) -> int | None:
    found = next((match for pattern in _YEARS if (match := pattern.search(plain))), None)
    return int(found[1]) if found else None


def _band(years: int | None, plain: str, people: People) -> AgeBand | None:
    if years is not None:
        return AgeBand.of(years)
    return AgeBand.OLDER if says(plain, people.older_hints) else None


def _hints_at_child(plain: str, people: People) -> bool:
    patterns = _patterns(people)
    return bool(patterns.child.search(plain)) or says(plain, people.child_hints)


def _about(plain: str, people: People) -> About | None:
    if re.search(_BY_ME, plain):
        return About.ME
    if re.search(_HURTS, plain):
        return None
    patterns = _patterns(people)
    if re.search(_BY_THEM, plain) or patterns.them.search(plain) or patterns.child.search(plain):
        return About.THEM
    return None


@dataclass(frozen=True, slots=True)
class _PeoplePatterns:
    them: re.Pattern[str]
    child: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(people: People) -> _PeoplePatterns:
    return _PeoplePatterns(_mentions(people.relatives, people), _mentions(people.children, people))


def _mentions(words: tuple[str, ...], people: People) -> re.Pattern[str]:
    who = "|".join(sorted(words, key=len, reverse=True))
    age = r"(?:\d{1,3} (?:year|yr)s? old )?(?:\w+ )?"
    gone = "|".join(people.gone)
    return re.compile(
        rf"{_NOT_CARING}\b(?:for|help|helping|about) (?:my|our|a|an) {age}(?:{who})\b"
        rf"(?! (?:{gone})\b)"
        rf"|(?:^|\b(?:because|and|but|hi|hello|think|as|that|if|so) )(?:my|our) {age}(?:{who}) "
        rf"(?:\d+ |thats |also |really |always )?(?:{_STATES})\b(?! (?:{gone})\b)"
        rf"|^(?:no )?(?:its|it is|this is|thats) (?:for )?(?:my|our) {age}(?:{who})\b"
        rf"(?!(?: \w+){{0,2}} (?:{gone})\b)"
        rf"|^(?:{who}) (?:is|needs|wants|cant|has|speaks|lives|feels|only)\b(?! (?:{gone})\b)"
    )
