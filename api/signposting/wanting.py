"""What a person wants of a place, as criteria of a search, and whether a choice meets it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import time

from api.directory.criteria import Attending, Criteria, Weekday, Window
from api.directory.hours import Opening, weekday_named
from api.signposting.options import Choice, How
from api.triage.wants import DAYS, PARTS_OF_DAY, TIMES, Want, language_of

ACCESS = (
    Want.WHEELCHAIR,
    Want.STEP_FREE,
    Want.HEARING_LOOP,
    Want.SIGN_LANGUAGE,
    Want.ACCESSIBLE_TOILET,
    Want.PARKING,
    Want.SIGHT,
    Want.QUIET,
)
_WAYS = {
    Want.FACE_TO_FACE: (How.FACE_TO_FACE, Attending.IN_PERSON),
    Want.ONLINE: (How.ONLINE, Attending.ONLINE),
    Want.BY_PHONE: (How.PHONE, Attending.PHONE),
}
_HOURS = {
    Want.MORNING: (time(6), time(12)),
    Want.AFTERNOON: (time(12), time(17)),
    Want.EVENING: (time(18), time(23, 59)),
}
_CLOSED = re.compile(r"\b(?:closed|shut)\b")
_WHOLE_DAY = (time(0), time(23, 59))
_ALL_WEEK = frozenset(Weekday)
_WEEKEND = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})


def ways_wanted(wants: Collection[str]) -> frozenset[How]:
    """Give the ways that the person would rather have."""
    return frozenset(how for want, (how, _) in _WAYS.items() if want in wants)


def narrowed(criteria: Criteria, wants: Collection[str]) -> Criteria:
    """Give the criteria with everything that the person wants."""
    languages = [code for want in wants if (code := language_of(want))]
    attending = frozenset(way for want, (_, way) in _WAYS.items() if want in wants)
    both = attending & criteria.attending if criteria.attending else attending
    return replace(
        criteria,
        free_only=criteria.free_only or Want.FREE in wants,
        access=criteria.access | {str(want) for want in ACCESS if want in wants},
        language=languages[0] if languages else criteria.language,
        attending=both or criteria.attending,
        open_in=windows(wants),
    )


def windows(wants: Collection[str]) -> tuple[Window, ...]:
    """Give the spans of the week of which one will do; none when any time will.

    Days with a part of the day mean that part of these days; a part and the weekend, either.
    """
    days = frozenset(Weekday(number) for number, day in enumerate(DAYS) if day in wants)
    parts = [_HOURS[part] for part in PARTS_OF_DAY if part in wants]
    found = [Window(days or _ALL_WEEK, *part) for part in parts]
    if days and not parts:
        found.append(Window(days, *_WHOLE_DAY))
    if Want.WEEKEND in wants:
        found.append(Window(_WEEKEND, *_WHOLE_DAY))
    return tuple(found)


def unmet(choice: Choice, wants: Iterable[str]) -> list[str]:
    """Give what a choice does not say that it has or is; the times count as one."""
    wanted = list(wants)
    times = [want for want in wanted if want in TIMES]
    is_open = not times or _is_open_in(choice.openings, windows(times))
    is_open = is_open or (not choice.openings and _says_open(choice.schedule or "", times))
    lacking = [want for want in wanted if want not in TIMES and not _meets(choice, want)]
    return [want for want in wanted if want in lacking or (want in times and not is_open)]


def _meets(choice: Choice, want: str) -> bool:
    if code := language_of(want):
        return code in choice.languages
    if want == Want.FREE:
        return choice.free is True
    if want in _WAYS:
        return _WAYS[Want(want)][0] in choice.how
    return want in choice.access


def _says_open(schedule: str, times: Collection[str]) -> bool:
    """Read "Saturday: open in the morning; Sunday: closed", where there are no hours."""
    said = [part.strip().casefold() for part in re.split(r"[;\n]", schedule)]
    return any(_is_said_of(part, times) for part in said if not _CLOSED.search(part))


def _is_said_of(part: str, times: Collection[str]) -> bool:
    found = re.match(r"\w+", part)
    day = weekday_named(found[0]) if found else None
    if day is None:
        return False
    if Want.WEEKEND in times and Weekday(day) in _WEEKEND:
        return True
    days = {number for number, name in enumerate(DAYS) if name in times}
    parts = [each for each in PARTS_OF_DAY if each in times]
    if (days and day not in days) or not (days or parts):
        return False
    at = {"morning", "afternoon"} if "all day" in part else set()
    return not parts or any(str(each) in part or each in at for each in parts)


def _is_open_in(openings: Iterable[Opening], spans: Iterable[Window]) -> bool:
    return any(_overlaps(each, span) for each in openings for span in spans)


def _overlaps(opening: Opening, span: Window) -> bool:
    hours = opening.hours
    if hours.weekday not in span.days:
        return False
    if hours.closes is None:
        return span.after <= hours.opens < span.before
    return hours.opens < span.before and hours.closes > span.after
