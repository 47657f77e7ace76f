"""Where each part of an assessment stands on the scale: median, middle half and extremes."""

import json
from collections.abc import Sequence
from typing import Any

import altair as alt

from api.reports.rows import ChartRow, ScaleStep
from api.reports.svg import INK, SPLIT_LABEL, Frame, broken, to_svg
from api.reports.words import WORDS

_WIDTH = 500
_ROW_HEIGHT = 52
_ROW_LABEL = 22
_STEP_LABEL = 13
_LINE_HEIGHT = 16
_BAND = "#9ec5e8"


def profile_chart(rows: Sequence[ChartRow], steps: Sequence[ScaleStep]) -> str:
    """Draw one row for each part along the scale, as SVG.

    A part to which nobody gave a level has a sentence in place of its marks.
    """
    titles = [broken(row.title, _ROW_LABEL) for row in rows]
    values = [_values(title, row) for title, row in zip(titles, rows, strict=True)]
    frame = Frame(
        name="profile",
        title=WORDS.profile.title,
        description=WORDS.profile.description.format(
            rows=len(rows), lowest=_named(steps[0]), highest=_named(steps[-1])
        ),
        values=values,
        width=_WIDTH,
        height=_ROW_HEIGHT * max(len(rows), 1),
    )
    return to_svg(_layers(axes_along(titles, steps), steps), frame)


def _values(title: str, row: ChartRow) -> dict[str, Any]:
    spread = row.figures.spread
    return {
        "row": title,
        "median": row.figures.median,
        "label": f"{row.figures.median:g}" if row.figures.median is not None else None,
        **(spread.model_dump() if spread else {}),
    }


def axes_along(titles: list[str], steps: Sequence[ScaleStep]) -> alt.Chart:
    """Return the axes of a chart with one row for each title, along the scale's named steps."""
    names = [f"{step.value}\n{broken(step.name, _STEP_LABEL)}" for step in steps]
    first = steps[0].value
    place = alt.X(
        "median:Q",
        scale=alt.Scale(domain=[first - 0.4, steps[-1].value + 0.4], nice=False, zero=False),
        axis=alt.Axis(
            orient="top",
            title=None,
            values=[step.value for step in steps],
            labelExpr=f"split({json.dumps(names)}[datum.value - {first}], '\\n')",
            domain=False,
            labelBaseline="line-bottom",
            labelPadding=8 + _LINE_HEIGHT * max(name.count("\n") for name in names),
        ),
    )
    row = alt.Y("row:N", sort=titles, axis=alt.Axis(title=None, labelExpr=SPLIT_LABEL))
    return alt.Chart().encode(x=place, y=row)


def _layers(axes: alt.Chart, steps: Sequence[ScaleStep]) -> list[alt.Chart]:
    given = axes.transform_filter("isValid(datum.median)")
    none = axes.transform_filter("!isValid(datum.median)")
    return [
        given.mark_rule(color=INK, strokeWidth=2).encode(x=alt.X("min:Q"), x2=alt.X2("max:Q")),
        given.mark_bar(color=_BAND, height=16, stroke=INK).encode(
            x=alt.X("lower_quartile:Q"), x2=alt.X2("upper_quartile:Q")
        ),
        given.mark_point(color=INK, fill=INK, opacity=1, size=140),
        given.mark_text(color=INK, fontSize=14, fontWeight="bold", dy=-17).encode(
            text=alt.Text("label:N")
        ),
        none.mark_text(color=INK, fontSize=14, fontStyle="italic", align="left").encode(
            x=alt.XDatum(steps[0].value), text=alt.TextValue(WORDS.profile.none)
        ),
    ]


def _named(step: ScaleStep) -> str:
    return f"{step.value} {step.name}"
