"""Charts are drawn in a process of their own, ``api.reports.drawer``.

The library that draws holds Python's interpreter lock while it works, for a second at its first
chart. In the service's own process that would hold up every conversation. A page that cannot have
its chart in time has its tables, which say the same.
"""

import atexit
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock, Timer

import orjson
import structlog

from api.config import ROOT
from api.reports.rows import ChartRequest

log = structlog.get_logger()

_COMMAND = (sys.executable, "-m", "api.reports.drawer")
_TIMEOUT_S = 10.0


class Drawing:
    """Draws charts in one child process, which is started when first needed, and again if it ends.

    ``command`` is what the child runs; ``timeout_s`` is how long a page may wait for a chart.
    """

    def __init__(self, command: Sequence[str] = _COMMAND, *, timeout_s: float = _TIMEOUT_S) -> None:
        self._command = command
        self._timeout_s = timeout_s
        self._child: subprocess.Popen[str] | None = None
        self._lock = Lock()

    def prepare(self) -> None:
        """Start the child without waiting for it, unless it runs or is at work."""
        if self._lock.acquire(blocking=False):
            try:
                self._running()
            finally:
                self._lock.release()

    def draw(self, request: ChartRequest) -> str | None:
        """Draw a chart as SVG; None when it cannot be had in time."""
        with self._lock:
            child = self._running()
            answer = self._ask(child, request.model_dump_json())
            if not answer:
                self._stop()
                log.warning("report.chart.failed", chart=request.kind)
                return None
        drawn: str = orjson.loads(answer)
        return drawn

    def close(self) -> None:
        """Stop the child."""
        with self._lock:
            self._stop()

    def _running(self) -> subprocess.Popen[str]:
        if self._child is None:
            self._child = subprocess.Popen(  # noqa: S603 -- our own module, no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
                # Ctrl-C is for the service; the child ends with it.
                start_new_session=True,
            )
        return self._child

    def _ask(self, child: subprocess.Popen[str], request: str) -> str:
        assert child.stdin is not None  # noqa: S101 -- both are pipes
        assert child.stdout is not None  # noqa: S101
        patience = Timer(self._timeout_s, child.kill)
        patience.start()
        try:
            child.stdin.write(request + "\n")
            child.stdin.flush()
            return child.stdout.readline()
        except OSError:
            return ""
        finally:
            patience.cancel()

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()


@lru_cache(maxsize=1)
def shared_drawing() -> Drawing:
    """Give the drawing that this process's pages share."""
    drawing = Drawing()
    atexit.register(drawing.close)
    return drawing
