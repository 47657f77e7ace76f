"""What people said beside their levels: notes and how sure they are. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from api.assessments.history import Recorded
from api.assessments.schemas import Confidence


@dataclass(frozen=True, slots=True)
class Note:
    """A note and the level that it goes with, if it goes with one; nothing says whose it is."""

    level: int | None
    text: str


@dataclass(slots=True)
class Remarks:
    """The remarks on one statement; ``rated`` of its ``answers`` say how sure they are."""

    answers: int = 0
    notes: list[Note] = field(default_factory=list)
    confidence: dict[Confidence, int] = field(default_factory=lambda: dict.fromkeys(Confidence, 0))

    @property
    def rated(self) -> int:
        """How many answers say how sure they are."""
        return sum(self.confidence.values())

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return bool(self.notes or self.rated)


def remarks_of(present: Iterable[Recorded]) -> dict[str, Remarks]:
    """Return the remarks on each statement: notes by level and then by text, lowest first."""
    remarks: defaultdict[str, Remarks] = defaultdict(Remarks)
    for each in present:
        if each.kind.is_answer:
            _add(remarks[each.statement], each)
    for one in remarks.values():
        one.notes.sort(key=lambda note: (note.level or 0, note.text))
    return dict(remarks)


def _add(remarks: Remarks, recorded: Recorded) -> None:
    remarks.answers += 1
    if recorded.note:
        remarks.notes.append(Note(recorded.level, recorded.note))
    if recorded.confidence is not None:
        remarks.confidence[recorded.confidence] += 1
