"""A lever on how Rasa finds the class of a stored event (``Event`` of Rasa 3.6.21).

``resolve_by_type`` walks all subclasses of ``Event``, and asks of each whether it is abstract, for
every event of a conversation that is read back. The classes do not change while the engine runs,
so that each name is looked up once.
"""

from functools import lru_cache
from typing import Optional, Text, Type

from rasa.shared.core.events import Event

_RESOLVE = Event.resolve_by_type


@lru_cache(maxsize=256)
def resolve_by_type(
    type_name: Text, default: Optional[Type[Event]] = None
) -> Optional[Type[Event]]:
    """Return the class of the events of this name, as Rasa does; raise ValueError if unknown."""
    return _RESOLVE(type_name, default)


def install() -> None:
    """Put the lever in place for this process."""
    Event.resolve_by_type = staticmethod(resolve_by_type)
