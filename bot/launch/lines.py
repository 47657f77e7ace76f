"""How the lines of several processes become one stream: a prefix each, or JSON throughout."""

import json
from datetime import datetime
from typing import TextIO

from honcho.printer import Message


class Lines:
    """Honcho's printer: what the processes say; other lines are made JSON when ``as_json``.

    ``width`` is the length of the longest name, which Honcho sets.
    """

    def __init__(self, output: TextIO, *, as_json: bool) -> None:
        self.output = output
        self.width = 0
        self._as_json = as_json

    def write(self, message: Message) -> None:
        """Print a message of one or more lines."""
        data = message.data
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
        name = message.name or "run"
        for line in text.splitlines():
            made = (
                self._json(name, line, message.time) if self._as_json else self._plain(name, line)
            )
            print(made, file=self.output, flush=True)

    def _plain(self, name: str, line: str) -> str:
        return f"{name.ljust(self.width)} | {line}"

    @staticmethod
    def _json(name: str, line: str, at: datetime) -> str:
        if line.startswith("{"):
            return line
        stamp = at.astimezone().isoformat()
        return json.dumps({"process": name, "event": line, "level": "info", "timestamp": stamp})
