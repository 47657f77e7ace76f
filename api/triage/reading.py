"""What a person's own words say towards triage, read by rule: answers, age, and who it is about.

Only what is said outright is taken; whatever is not understood is asked. Nothing here keeps a word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from api.signposting.needs import Need
from api.triage.ages import Ages, ages_in
from api.triage.answers import AGE, CONFIDENCE, HUNGER, About, AgeBand
from api.triage.plain_words import plain_words
from api.triage.rules import Option, People, QuestionRule, Rules, load_rules
from api.triage.sayings import Beside, Sayings

# "I can't do phone calls" says how, and not that any next step is too much.
_NO_STEP = frozenset({Beside.NO_PHONE, Beside.CANNOT_RING, Beside.READS_BADLY})
_SHORT_REPLY = 7
_LONGEST_REPLY = 30
_ALIKE = 87
_SHORTEST_ALIKE = 5

# "What's a link worker?" answers no question.
_ASKS = re.compile(
    r"^(?:what|who|why|how|when|where|which|whats|whos|do you|are you|can you tell)\b"
)
_NEGATED = re.compile(r"(?:not|isnt|arent|wasnt|never|aint|im not|hes not|shes not)$")
# "Yes love", "no I'm 84", "I did my claim online so yes": a yes or no with something beside it.
_HEDGED = r"(?!.*\b(?:but|not|cant|dont|only|if|hard|unless|depends|sometimes|except|maybe)\b)"
_YES = re.compile(
    rf"^{_HEDGED}(?:(?:yes|yeah|yea|yep|yup|aye|sure|certainly|definitely)\b"
    r"|.* so (?:yes|yeah|aye)$)"
)
_NO = re.compile(
    r"^(?:no|nope|nah|naw|never|not really)\b(?! (?:i (?:said|mean|meant|asked)|thanks?|thank|wait"
    r"|sorry|that|thats|its|idea|clue|one|way|its|problem|bother|trouble|worries|help|but|reason))"
    r"(?!.*\b(?:but|for me|actually|fine|easy|ok|no problem)\b)"
)
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
    r"|i (?:meant|mean)(?: its| it was| help| it)? (?:for )?(?:me|myself)"
    r"|(?:im|i am) the one (?:who|that|whos|thats) (?:is |really |actually )*(?:needs?|needing"
    r"|wants?|wanting|asking|lonely|struggl\w+|looking for help|after help|in need)"
    r"|(?:help|support|something|this is|that is|thats|its all|it was) for me"
    r"|for me not (?:for )?(?:her|him|them|my \w+)"
    r"|not (?:for )?(?:her|him|them) (?:but |its |just )?(?:for )?me"
    r"|the one (?:who|that) needs (?:\w+ )?(?:is|was) me"
    r"|i need (?:it|this|the help|help) (?:for )?myself)\b"
    r"(?! (?:mum|mam|dad|nan|son|lad|mate|wife|husband|sister|brother|daughter))"
)
_HURTS = (
    r"\b(?:hit|hits|hitting|hurts?|hurting|shouts?|shouting|controls?|controlling|threat\w*"
    r"|beats?)\b"
)
_NOT_CARING = r"(?<!caring )(?<!care )(?<!cared )(?<!cares )(?<!carer )"
_FOR_THEM = (
    rf"{_BY_THEM}|\b(?:asking|ask|help|support|something|this is|its) for (?:my|our|him|her|them)\b"
)
# "My husband has dementia, I look after him" is told by a carer, who needs something as well.
_I_CARE = re.compile(
    r"\b(?:i|ive|im|i am|been)(?: (?:am|have|been|just|still|also|mostly|always|do))*"
    r" (?:look(?:ing|ed)? after|car(?:e|ing|ed) for) (?:him|her|them|my|our)\b"
    r"|\b(?:im|i am) (?:his|her|their|mums|dads|my \w+) (?:full time |main |only )?carer\b"
)
_LONE_NUMBER = re.compile(r"(\d{1,3})(?: years?(?: old)?)?")


@dataclass(frozen=True, slots=True)
class Told:
    """What one message says towards triage."""

    values: Mapping[str, str]
    about: About | None = None
    age: AgeBand | None = None
    impossible_age: int | None = None
    child_hinted: bool = False
    option_out_of_range: int | None = None
    no_phone: bool = False
    cannot_ring: bool = False
    not_needs: frozenset[Need] = frozenset()


def read(
    text: str,
    rules: Rules,
    *,
    asked: str | None,
    says_yes: bool | None = None,
    is_without_ringing: bool = False,
    known_about: About | None = None,
) -> Told:
    """Read a message; ``asked`` is the question that it may answer.

    ``says_yes`` is what the engine made of a plain yes or no; None when it was neither.
    ``is_without_ringing``: the question spoke of no telephone, so that "no, I'm deaf" answers it.
    ``known_about`` is for whom the help is as far as that is known: only their age counts.
    """
    plain = plain_words(text)
    sayings = Sayings.load()
    beside = sayings.beside(plain)
    takes_back = Beside.TAKES_BACK in beside
    values = dict(_cues(plain, rules, told_only=takes_back or bool(_ASKS.match(plain))))
    about = _about(plain, rules.people)
    is_of_how = asked == CONFIDENCE and not _NO_STEP.isdisjoint(beside)
    is_aside = takes_back or (is_of_how and not is_without_ringing)
    question = rules.question(asked) if asked and not is_aside else None
    number = _lone_number(plain)
    out_of_range = None
    if question is not None and question.options and question.id not in values:
        # "No, for me and not for her" is a "no" to who it is about.
        yes = None if about is About.ME else says_yes
        option = _yes_or_no(question, yes) if is_of_how else _reply(plain, question, yes, number)
        if option:
            values[question.id] = option
        elif number is not None:
            out_of_range = number
    years = _years(plain, rules.people, about or known_about, is_asked=asked == AGE)
    return Told(
        values=values,
        about=about,
        age=_band(years, plain, rules.people),
        impossible_age=years if years is not None and AgeBand.of(years) is None else None,
        child_hinted=_hints_at_child(plain, rules.people),
        option_out_of_range=out_of_range,
        no_phone=Beside.NO_PHONE in beside or says(plain, rules.people.cannot_hear),
        cannot_ring=Beside.CANNOT_RING in beside,
        not_needs=frozenset().union(*(sayings.facts[f].needs_not_told(plain) for f in beside)),
    )


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


def tells_no_ringing(text: str) -> bool:
    """Say whether a message tells that ringing is no way for whoever writes.

    >>> tells_no_ringing("I'm deaf, can you call me"), tells_no_ringing("call me tomorrow")
    (True, False)
    """
    plain = plain_words(text)
    ways = {Beside.NO_PHONE, Beside.CANNOT_RING}.intersection(Sayings.load().beside(plain))
    return bool(ways) or says(plain, load_rules().people.cannot_hear)


def tells_age(text: str) -> bool:
    """Say whether a message tells how old somebody is.

    >>> tells_age("im in year 6"), tells_age("I take size 12")
    (True, False)
    """
    return ages_in(plain_words(text), load_rules().people) != Ages()


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
    begins = True if _YES.search(plain) else False if _NO.search(plain) else None
    return found or _yes_or_no(question, begins if says_yes is None else says_yes)


def _yes_or_no(question: QuestionRule, says_yes: bool | None) -> str | None:
    if says_yes is None:
        return None
    return question.if_yes if says_yes else question.if_no


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


def _years(plain: str, people: People, about: About | None, *, is_asked: bool) -> int | None:
    """Give the age of the one that the help is for; of nobody else."""
    ages = ages_in(plain, people, is_asked=is_asked)
    if about is About.ME:
        return ages.own
    if about is About.THEM and not is_asked:
        return ages.theirs
    both = (ages.theirs, ages.own) if about is About.THEM else (ages.own, ages.theirs)
    return next((years for years in both if years is not None), None)


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
    is_a_carer = _I_CARE.search(plain) and not re.search(_FOR_THEM, plain)
    if re.search(_HURTS, plain) or is_a_carer:
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
