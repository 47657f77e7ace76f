from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from api.reports.drawing import shared_drawing
from api.reports.rows import ChartRequest


class FakeDrawing:
    """Draws nothing but the name of the chart; ``works`` is for a test to change."""

    def __init__(self) -> None:
        self.works = True
        self.prepared = 0
        self.requests: list[ChartRequest] = []

    def prepare(self) -> None:
        self.prepared += 1

    def draw(self, request: ChartRequest) -> str | None:
        self.requests.append(request)
        return f'<svg role="img" aria-label="{request.kind}"></svg>' if self.works else None


@pytest.fixture
def drawing(app: FastAPI) -> Iterator[FakeDrawing]:
    """What draws the charts of the application in this test."""
    drawing = FakeDrawing()
    app.dependency_overrides[shared_drawing] = lambda: drawing
    yield drawing
    del app.dependency_overrides[shared_drawing]
