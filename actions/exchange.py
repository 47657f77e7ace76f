"""One turn of an assessment with all that answers it."""

from dataclasses import dataclass

from actions.speech import Speech
from actions.turn import Turn
from api.client import Place, SignpostClient


@dataclass(frozen=True)
class Exchange:
    """A person's turn, the place that its answers go to, the API, and the way to speak."""

    turn: Turn
    place: Place
    client: SignpostClient
    speech: Speech
