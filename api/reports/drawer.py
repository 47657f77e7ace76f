"""The process that draws: a request a line on its input, an SVG as JSON a line on its output.

It ends when its input does, which is when the service that started it ends.
"""

import os
import sys
from typing import TextIO

import orjson

from api.assessments.scoring import figures
from api.reports.answers_chart import answers_chart
from api.reports.comparison_chart import comparison_chart
from api.reports.profile_chart import profile_chart
from api.reports.rows import ChartKind, ChartRequest, ChartRow, ScaleStep

_CHARTS = {
    ChartKind.PROFILE: profile_chart,
    ChartKind.ANSWERS: answers_chart,
    ChartKind.COMPARISON: comparison_chart,
}
_NICENESS = 5


def draw(request: ChartRequest) -> str:
    """Draw a chart, as SVG."""
    return _CHARTS[request.kind](request.rows, request.steps)


def answer_requests(requests: TextIO, answers: TextIO) -> None:
    """Answer each request until there are no more."""
    for line in requests:
        drawn = draw(ChartRequest.model_validate_json(line))
        answers.write(orjson.dumps(drawn).decode() + "\n")
        answers.flush()


def warm_up() -> None:
    """Draw a chart that nobody sees: the first one takes ten times as long as the next."""
    row = ChartRow(title="", figures=figures([], total=0, scale=[1, 2]))
    steps = [ScaleStep(value=value, name="") for value in (1, 2)]
    draw(ChartRequest(kind=ChartKind.PROFILE, rows=[row], steps=steps))


def main() -> None:
    """Run as a process, giving way to conversations."""
    os.nice(_NICENESS)
    warm_up()
    answer_requests(sys.stdin, sys.stdout)


if __name__ == "__main__":
    main()
