"""How far a turn has come."""

from enum import StrEnum


class TurnStatus(StrEnum):
    """``received`` until the answer is stored; a ``failed`` turn can be sent again."""

    RECEIVED = "received"
    ANSWERED = "answered"
    FAILED = "failed"
