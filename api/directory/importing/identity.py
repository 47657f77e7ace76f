"""Tell which directory a source is: by the services that it holds, or by the name that is given.

Files are moved and renamed and APIs change their addresses, so where a source lies says little.
What it holds says more: services that are kept already belong to the directory they came with.
What cannot be told for sure is asked, by a refusal that says what to type; nothing is written then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.directory.importing.incoming import SourceFaulty, SourceInfo

# A directory that changed much still holds some of what it held.
_LEAST_OF_INCOMING = 10


class SourceUnclear(SourceFaulty):
    """Which directory a source is cannot be told, so nothing of it was imported."""


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A directory that was imported before, and how much of it is in the source at hand.

    ``services`` is how many it holds now. ``same`` counts services with an id of it: one that is a
    UUID, or any other with the same name beside it. ``alike`` counts those that have a name and an
    organisation of it, whatever their ids.
    """

    key: str
    title: str
    services: int
    same: int = 0
    alike: int = 0


def recognise(
    info: SourceInfo, known: Sequence[KnownSource], incoming: int, *, complete: bool = True
) -> str | None:
    """Return the key of the directory that the source is; None when it is a new one.

    ``incoming`` is how many services the source holds. Raises ``SourceUnclear``.
    """
    if info.is_named:
        return _named(info, known, incoming)
    found = [each for each in known if _shares(each, each.same, incoming)]
    here = next((each for each in known if each.key == info.key), None)
    if here in found or len(found) > 1:
        best = max(found, key=lambda each: (each.same, each is here))
        rivals = [each for each in found if each is not best and each.same == best.same]
        if rivals and best is not here:
            raise SourceUnclear(_several(found, known, incoming))
        found = [best]
    if found:
        return _by_content(found[0], known, incoming, is_here=found[0] is here, complete=complete)
    if here and here.services and not here.same:
        raise SourceUnclear(_another_at_its_place(here, known))
    alike = _most_alike(known, incoming)
    if alike and not here:
        raise SourceUnclear(_by_names_alone(alike, known, incoming))
    return here.key if here else None


def source_named(name: str, known: Iterable[KnownSource]) -> KnownSource | None:
    """Find a directory by its name, or by a title that only one of them has."""
    sources = list(known)
    exact = next((each for each in sources if each.key == name), None)
    titled = [each for each in sources if each.title.casefold() == name.casefold()]
    return exact or (titled[0] if len(titled) == 1 else None)


def _named(info: SourceInfo, known: Sequence[KnownSource], incoming: int) -> str | None:
    own = source_named(info.key, known)
    if info.is_apart or (own and _shares(own, own.same, incoming)):
        return own.key if own else None
    others = [each for each in known if each is not own]
    shared = {each.key: each.same if own else max(each.same, each.alike) for each in others}
    other = max(others, key=lambda each: shared[each.key], default=None)
    if other and shared[other.key] * 2 > incoming:
        raise SourceUnclear(_under_another_name(info.key, other, known, incoming))
    return own.key if own else None


def _by_content(
    found: KnownSource,
    known: Sequence[KnownSource],
    incoming: int,
    *,
    is_here: bool,
    complete: bool,
) -> str:
    is_most_of_it = found.same * 2 >= found.services or not complete
    if is_here or (is_most_of_it and found.same * _LEAST_OF_INCOMING >= incoming):
        return found.key
    raise SourceUnclear(_part_or_whole(found, known, incoming))


def _shares(source: KnownSource, shared: int, incoming: int) -> bool:
    """Whether what is shared is at least half of the smaller of both."""
    return shared > 0 and shared * 2 >= min(incoming, max(1, source.services))


def _most_alike(known: Iterable[KnownSource], incoming: int) -> KnownSource | None:
    alike = [each for each in known if _shares(each, each.alike, incoming)]
    return max(alike, key=lambda each: each.alike, default=None)


def option(source: KnownSource, known: Iterable[KnownSource]) -> str:
    """Write what names a directory on the command line: its title, if only it has that."""
    is_clear = source_named(source.title, known) is source
    return f'--source "{source.title if is_clear else source.key}"'


_APART = 'to keep it beside that as another directory, add --source "a name of its own" --apart.'
_NOTHING = "Nothing was imported."


def _under_another_name(
    name: str, other: KnownSource, known: Sequence[KnownSource], incoming: int
) -> str:
    shared = max(other.same, other.alike)
    return (
        f"{shared} of the {incoming} services here are in the directory '{other.title}' already,"
        f" not in '{name}'. To bring '{other.title}' up to date, use {option(other, known)};"
        f" to keep both, add --apart. {_NOTHING}"
    )


def _several(found: Sequence[KnownSource], known: Sequence[KnownSource], incoming: int) -> str:
    told = " or ".join(f"{option(each, known)} ({each.same} services)" for each in found)
    return (
        f"The {incoming} services here are in more than one directory. Say which one to bring up"
        f" to date: {told}. {_NOTHING}"
    )


def _part_or_whole(found: KnownSource, known: Sequence[KnownSource], incoming: int) -> str:
    named = option(found, known)
    return (
        f"{found.same} of the {incoming} services here are in the directory '{found.title}', which"
        f" holds {found.services}. If this is only a part of it, add {named} --part; if it is all"
        f" of it, add {named}, and what is missing here becomes inactive; {_APART} {_NOTHING}"
    )


def _another_at_its_place(here: KnownSource, known: Sequence[KnownSource]) -> str:
    return (
        f"None of the services here is one of '{here.title}', which was imported from here before"
        f" and holds {here.services}. If this is that directory with all its ids anew, add"
        f' {option(here, known)}; if it is another one, add --source "a name of its own".'
        f" {_NOTHING}"
    )


def _by_names_alone(alike: KnownSource, known: Sequence[KnownSource], incoming: int) -> str:
    return (
        f"{alike.alike} of the {incoming} services here have the name and the organisation of"
        f" services of '{alike.title}', but other ids. If this is that directory, add"
        f" {option(alike, known)}: services with new ids are added and the old ones become"
        f" inactive; {_APART} {_NOTHING}"
    )
