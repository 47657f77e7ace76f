"""How the answers are spread over the levels, with what is no level and what is open."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from api.reports.rows import ChartRow, ScaleStep
from api.reports.svg import INK, SPLIT_LABEL, Frame, broken, to_svg
from api.reports.words import WORDS

_WIDTH = 500
_ROW_HEIGHT = 46
_ROW_LABEL = 22
_BLUES = ("#e4effa", "#b9d6f0", "#7fb2de", "#3f84bd", "#0f4c81")
_DARK, _LIGHT = "#ffffff", "#212b32"
_DARK_FROM = 3
_GREYS = ("#b4bfc6", "#dde3e6", "#ffffff")
_ROOM_FOR_LABEL = 0.05
_LEGEND_COLUMNS = 3


def answers_chart(rows: Sequence[ChartRow], steps: Sequence[ScaleStep]) -> str:
    """Draw one bar for each part, divided by answer and 100 % long, as SVG."""
    titles = [broken(row.title, _ROW_LABEL) for row in rows]
    kinds = _kinds(steps)
    values = [
        part
        for title, row in zip(titles, rows, strict=True)
        for part in _parts(title, row, steps, kinds)
    ]
    frame = Frame(
        name="answers",
        title=WORDS.answers.title,
        description=WORDS.answers.description.format(rows=len(rows)),
        values=values,
        width=_WIDTH,
        height=_ROW_HEIGHT * max(len(rows), 1),
    )
    return to_svg(_layers(titles, kinds), frame)


def _kinds(steps: Sequence[ScaleStep]) -> dict[str, str]:
    """Give each kind of answer its colour, lowest level first."""
    last = len(_BLUES) - 1
    shades = [round(place * last / max(len(steps) - 1, 1)) for place in range(len(steps))]
    levels = {
        f"{step.value} {step.name}": _BLUES[shade]
        for step, shade in zip(steps, shades, strict=True)
    }
    words = WORDS.answers
    others = (words.dont_know, words.not_applicable, words.open)
    return levels | dict(zip(others, _GREYS, strict=True))


def _parts(
    title: str, row: ChartRow, steps: Sequence[ScaleStep], kinds: dict[str, str]
) -> list[dict[str, Any]]:
    figures = row.figures
    counts = [figures.counts.get(str(step.value), 0) for step in steps]
    counts += [figures.dont_know, figures.not_applicable, figures.skipped + figures.unanswered]
    parts, before = [], 0
    for (kind, colour), count in zip(kinds.items(), counts, strict=True):
        share = count / figures.total if figures.total else 0
        parts.append(
            {
                "row": title,
                "kind": kind,
                "count": count,
                "from": before / figures.total if figures.total else 0,
                "to": (before + count) / figures.total if figures.total else 0,
                "label": str(count) if share >= _ROOM_FOR_LABEL else "",
                "ink": _DARK if colour in _BLUES[_DARK_FROM:] else _LIGHT,
            }
        )
        before += count
    return parts


def _layers(titles: list[str], kinds: dict[str, str]) -> list[alt.Chart]:
    axes = alt.Chart().encode(
        x=alt.X(
            "from:Q",
            scale=alt.Scale(domain=[0, 1], nice=False),
            axis=alt.Axis(title=None, format="%", values=[0, 0.25, 0.5, 0.75, 1]),
        ),
        x2=alt.X2("to:Q"),
        y=alt.Y("row:N", sort=titles, axis=alt.Axis(title=None, labelExpr=SPLIT_LABEL)),
    )
    legend = alt.Legend(title=None, orient="top", columns=_LEGEND_COLUMNS, symbolType="square")
    bars = (
        axes.transform_filter("datum.count > 0")
        .mark_bar(height=26, stroke=INK, strokeWidth=1)
        .encode(
            fill=alt.Fill(
                "kind:N",
                scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
                legend=legend,
            )
        )
    )
    labels = (
        alt.Chart()
        .transform_calculate(middle="(datum.from + datum.to) / 2")
        .mark_text(fontSize=13, fontWeight="bold")
        .encode(
            x=alt.X("middle:Q"),
            y=alt.Y("row:N", sort=titles),
            text=alt.Text("label:N"),
            color=alt.Color("ink:N", scale=None),
        )
    )
    return [bars, labels]
