"""Loads framework files from a folder, and reports every fault of every file at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Self

from api.exceptions import NotFound, SignpostError
from api.frameworks.examining import Examined, examine, framework_file
from api.frameworks.faults import NOTHING, Fault, faults_as_text, show_value
from api.frameworks.schemas import Framework

SUFFIXES = (".yml", ".yaml")


class FrameworkFaults(SignpostError):
    """Framework files have faults; ``faults`` lists every one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults_as_text(self.faults))


class FrameworkNotFound(NotFound):
    """There is no framework of that id."""


class FrameworkRegistry:
    """The frameworks that are in use, by id."""

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        self._by_id = {framework.id: framework for framework in frameworks}

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """Load every framework file of a folder; raises ``FrameworkFaults``."""
        return cls(load_folder(folder))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in alphabetical order."""
        return tuple(sorted(self._by_id))

    def get(self, framework_id: str) -> Framework | None:
        """Return the framework, or None."""
        return self._by_id.get(framework_id)

    def get_or_raise(self, framework_id: str) -> Framework:
        """Return the framework; raises ``FrameworkNotFound``."""
        framework = self.get(framework_id)
        if framework is None:
            raise FrameworkNotFound(
                f"There is no framework '{framework_id}': there is {', '.join(self.ids) or 'none'}."
            )
        return framework

    def __iter__(self) -> Iterator[Framework]:
        return (self._by_id[framework_id] for framework_id in self.ids)

    def __len__(self) -> int:
        return len(self._by_id)


def load_file(path: Path) -> Framework:
    """Load one framework file; raises ``FrameworkFaults`` with every fault of it."""
    return _load([path])[0]


def load_folder(folder: Path) -> tuple[Framework, ...]:
    """Load every framework file of a folder; raises ``FrameworkFaults`` with every fault of all."""
    return _load([folder])


def check_files(paths: Iterable[Path]) -> list[Fault]:
    """Return every fault of the files, and of the framework files in the folders, that are named.

    A framework id that stands in two of the files is a fault of each of them.
    """
    examined = _examine_all(paths)
    return [*chain.from_iterable(each.faults for each in examined), *_shared_ids(examined)]


def _load(paths: Iterable[Path]) -> tuple[Framework, ...]:
    examined = _examine_all(paths)
    faults = [*chain.from_iterable(each.faults for each in examined), *_shared_ids(examined)]
    if faults:
        raise FrameworkFaults(faults)
    return tuple(each.framework for each in examined if each.framework is not None)


def _examine_all(paths: Iterable[Path]) -> list[Examined]:
    files: dict[Path, Path] = {}
    empty: list[Examined] = []
    for path in paths:
        found = _files_in(path) if path.is_dir() else [path]
        # A file that is named twice, by its folder too, or by its words, is one file.
        files.update({file.resolve(): file for file in map(framework_file, found)})
        if not found:
            allowed = f"a folder with at least one framework file ({' or '.join(SUFFIXES)})"
            empty.append(Examined(str(path), [Fault(str(path), "", NOTHING, allowed)]))
    return [*empty, *map(examine, files.values())]


def _files_in(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )


def _shared_ids(examined: list[Examined]) -> Iterator[Fault]:
    holders: dict[str, list[Examined]] = defaultdict(list)
    for each in examined:
        holders[each.framework_id].append(each)
    for framework_id, those in holders.items():
        for each in those if framework_id and len(those) > 1 else ():
            others = ", ".join(other.file for other in those if other is not each)
            allowed = f"an id that no other file has; {others} has it too"
            line = each.document.line_of(("id",)) if each.document else None
            yield Fault(each.file, "id", show_value(framework_id), allowed, line)
