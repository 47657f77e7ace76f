"""The process that draws: it is asked, given up on, and started again."""

import io
import sys
from collections.abc import Callable, Iterator

import orjson
import pytest

from api.assessments.schemas import AnswerKind
from api.assessments.scoring import Given, figures
from api.reports.drawer import answer_requests, draw
from api.reports.drawing import Drawing
from api.reports.rows import ChartKind, ChartRequest, ChartRow, ScaleStep

REQUEST = ChartRequest(
    kind=ChartKind.PROFILE,
    rows=[
        ChartRow(
            title="People & places",
            figures=figures([Given(AnswerKind.LEVEL, 2)], total=3, scale=[1, 2]),
        )
    ],
    steps=[ScaleStep(value=1, name="Seed"), ScaleStep(value=2, name="Sprout")],
)
NEVER_ANSWERS = "import sys; sys.stdin.read()"
ENDS_AT_ONCE = ""
ANSWERS_ONCE = "import sys; sys.stdin.readline(); print('\"drawn\"', flush=True)"
SAYS_WHO_IT_IS = """
import os, sys
for line in sys.stdin:
    print(os.getpid(), flush=True)
"""

MakeDrawing = Callable[..., Drawing]


@pytest.fixture
def drawing_with() -> Iterator[MakeDrawing]:
    """Make a drawing whose child runs a script of its own."""
    made: list[Drawing] = []

    def make(script: str, timeout_s: float = 30) -> Drawing:
        made.append(Drawing([sys.executable, "-c", script], timeout_s=timeout_s))
        return made[-1]

    yield make
    for drawing in made:
        drawing.close()


def test_draws_in_another_process_what_would_be_drawn_here():
    drawing = Drawing(timeout_s=60)
    try:
        assert drawing.draw(REQUEST) == draw(REQUEST)
    finally:
        drawing.close()


def test_answers_each_request_with_a_line():
    answers = io.StringIO()
    answer_requests(io.StringIO(f"{REQUEST.model_dump_json()}\n" * 2), answers)
    assert [orjson.loads(line) for line in answers.getvalue().splitlines()] == [draw(REQUEST)] * 2


def test_draws_every_kind_of_chart():
    for kind in ChartKind:
        assert draw(REQUEST.model_copy(update={"kind": kind})).startswith("<svg")


def test_gives_up_on_a_child_that_does_not_answer(drawing_with: MakeDrawing):
    assert drawing_with(NEVER_ANSWERS, timeout_s=0.05).draw(REQUEST) is None


def test_gives_up_on_a_child_that_ends(drawing_with: MakeDrawing):
    assert drawing_with(ENDS_AT_ONCE).draw(REQUEST) is None


def test_starts_again_after_the_child_has_ended(drawing_with: MakeDrawing):
    drawing = drawing_with(ANSWERS_ONCE)
    assert drawing.draw(REQUEST) == "drawn"
    assert drawing.draw(REQUEST) is None
    assert drawing.draw(REQUEST) == "drawn"


def test_goes_on_with_the_child_that_was_prepared(drawing_with: MakeDrawing):
    drawing = drawing_with(SAYS_WHO_IT_IS)
    drawing.prepare()
    first = drawing.draw(REQUEST)
    drawing.prepare()
    assert drawing.draw(REQUEST) == first
