"""Where several areas stand on each part, side by side along the scale."""

from collections.abc import Sequence

import altair as alt

from api.reports.profile_chart import axes_along
from api.reports.rows import ChartRow, ScaleStep
from api.reports.svg import INK, Frame, broken, to_svg
from api.reports.words import WORDS

_WIDTH = 500
_ROW_PADDING = 26
_SERIES_HEIGHT = 20
_ROW_LABEL = 22
_SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")
_COLOURS = ("#0f4c81", "#d5651a", "#2e7d54", "#8a4fa3", "#b8324a", "#6b7780")
_LEGEND_COLUMNS = 2


def comparison_chart(rows: Sequence[ChartRow], steps: Sequence[ScaleStep]) -> str:
    """Draw one row for each part, with one mark for each area that has a level there, as SVG.

    Areas differ by shape as well as by colour; beyond six, both begin again.
    """
    titles = [*dict.fromkeys(broken(row.title, _ROW_LABEL) for row in rows)]
    areas = [*dict.fromkeys(row.area for row in rows)]
    values = [
        {
            "row": broken(row.title, _ROW_LABEL),
            "area": row.area,
            "median": row.figures.median,
            "label": f"{row.figures.median:g}" if row.figures.median is not None else None,
        }
        for row in rows
    ]
    frame = Frame(
        name="comparison",
        title=WORDS.comparison.title,
        description=WORDS.comparison.description.format(rows=len(titles), areas=len(areas)),
        values=values,
        width=_WIDTH,
        height=max(len(titles), 1) * (_ROW_PADDING + _SERIES_HEIGHT * max(len(areas), 1)),
    )
    return to_svg(_layers(axes_along(titles, steps), areas), frame)


def _layers(axes: alt.Chart, areas: Sequence[str]) -> list[alt.Chart]:
    place = alt.YOffset("area:N", sort=list(areas))
    legend = alt.Legend(title=None, orient="top", columns=_LEGEND_COLUMNS)
    given = axes.transform_filter("isValid(datum.median)").encode(yOffset=place)
    marks = given.mark_point(filled=True, opacity=1, size=130, stroke=INK, strokeWidth=1).encode(
        shape=alt.Shape(
            "area:N",
            sort=list(areas),
            scale=alt.Scale(domain=list(areas), range=_repeated(_SHAPES, len(areas))),
            legend=legend,
        ),
        fill=alt.Fill(
            "area:N",
            sort=list(areas),
            scale=alt.Scale(domain=list(areas), range=_repeated(_COLOURS, len(areas))),
            legend=legend,
        ),
    )
    labels = given.mark_text(color=INK, fontSize=12, dx=16, align="left").encode(
        text=alt.Text("label:N")
    )
    return [marks, labels]


def _repeated(values: Sequence[str], count: int) -> list[str]:
    return [values[place % len(values)] for place in range(count)]
