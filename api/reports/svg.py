"""A chart as SVG for a page: one picture with a title and a description, no script, no style.

Lines and words take the colour of the text around the chart (``currentColor``), so that it fits
a light page, a dark one and a printed one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import vl_convert

INK = "currentColor"
_FONT = "sans-serif"
_VEGALITE = "6.1"
_SVG = "http://www.w3.org/2000/svg"
_BREAK = "\n"
# In the language of Vega's expressions: a label with line breaks becomes a list of lines.
SPLIT_LABEL = "split(datum.label, '\\n')"

ET.register_namespace("", _SVG)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a chart is besides its marks: the data, the size and the words about it.

    ``name`` is unique on the page and begins the ids in the picture.
    """

    name: str
    title: str
    description: str
    values: Sequence[Mapping[str, Any]]
    width: int
    height: int


def to_svg(layers: Sequence[alt.Chart], frame: Frame) -> str:
    """Draw the layers on top of each other, as SVG."""
    chart = alt.LayerChart(
        data={"values": list(frame.values)},
        layer=list(layers),
        width=frame.width,
        height=frame.height,
        config=_look(),
    )
    drawn: str = vl_convert.vegalite_to_svg(
        chart.to_dict(), vl_version=_VEGALITE, allowed_base_urls=[]
    )
    return _labelled(drawn, frame)


def _labelled(drawn: str, frame: Frame) -> str:
    svg = ET.fromstring(drawn)  # noqa: S314 -- made by the library that draws
    for element in svg.iter():
        for name in [name for name in element.attrib if _speaks(name)]:
            del element.attrib[name]
    for place, (tag, text) in enumerate((("title", frame.title), ("desc", frame.description))):
        label = ET.Element(f"{{{_SVG}}}{tag}", id=f"{frame.name}-{tag}")
        label.text = text
        svg.insert(place, label)
    svg.set("role", "img")
    svg.set("aria-labelledby", f"{frame.name}-title {frame.name}-desc")
    svg.set("focusable", "false")
    return ET.tostring(svg, encoding="unicode")


def _speaks(attribute: str) -> bool:
    """Say whether an attribute gives a part of the picture a voice of its own."""
    return attribute == "role" or attribute.startswith("aria-")


def _look() -> alt.Config:
    return alt.Config(
        aria=False,
        background="transparent",
        font=_FONT,
        # Room for a reader's own font, which may be wider than the one that was measured.
        padding={"left": 16, "top": 4, "right": 16, "bottom": 4},
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=INK,
            labelFontSize=14,
            labelLimit=0,
            labelPadding=8,
            domainColor=INK,
            gridColor=INK,
            gridOpacity=0.25,
            ticks=False,
        ),
        legend=alt.LegendConfig(
            labelColor=INK, labelFontSize=14, labelLimit=0, symbolSize=200, columnPadding=24
        ),
    )


def broken(text: str, width: int) -> str:
    """Break a label into lines of at most ``width`` characters."""
    lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return _BREAK.join(lines) or text
