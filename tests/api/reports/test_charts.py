"""Charts as pictures: what they say, and that they are fit for a page."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

import pytest

from api.assessments.schemas import AnswerKind
from api.assessments.scoring import Given, figures
from api.config import ROOT
from api.frameworks.loader import FrameworkRegistry
from api.reports.answers_chart import answers_chart
from api.reports.comparison_chart import comparison_chart
from api.reports.profile_chart import profile_chart
from api.reports.rows import ChartRow, ScaleStep
from api.reports.words import WORDS

Chart = Callable[[Sequence[ChartRow], Sequence[ScaleStep]], str]

CHARTS = {
    "profile": profile_chart,
    "answers": answers_chart,
    "comparison": comparison_chart,
}
SVG = "{http://www.w3.org/2000/svg}"
STEPS = [ScaleStep(value=value, name=f"Step {value}") for value in (1, 2, 3, 4)]
ODD = "<script>alert('1')</script> & \"quoted\" \\n 'x' + datum 😀"


def row(title: str, *levels: int, total: int = 4, **others: int) -> ChartRow:
    given = [Given(AnswerKind.LEVEL, level) for level in levels]
    given += [Given(AnswerKind(kind)) for kind, count in others.items() for _ in range(count)]
    return ChartRow(title=title, figures=figures(given, total=total, scale=[1, 2, 3, 4]))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- drawn here


def words_in(svg: str) -> list[str]:
    """What is written in the picture; a label of several lines is joined."""
    texts = parsed(svg).iter(f"{SVG}text")
    return [" ".join("".join(part) for part in [text.itertext()]).strip() for text in texts]


@pytest.fixture(params=CHARTS, ids=list(CHARTS))
def chart(request: pytest.FixtureRequest) -> Chart:
    return CHARTS[request.param]


def test_is_one_picture_with_a_title_and_a_description(chart: Chart):
    svg = parsed(chart([row("People", 1, 2)], STEPS))
    assert svg.tag == f"{SVG}svg"
    assert svg.attrib["role"] == "img"
    names = [child.attrib["id"] for child in (svg[0], svg[1])]
    assert [svg[0].tag, svg[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert svg.attrib["aria-labelledby"] == " ".join(names)
    assert svg[0].text
    assert svg[1].text


def test_needs_no_script_no_style_and_nothing_from_elsewhere(chart: Chart):
    svg = parsed(chart([row("People", 1, 2)], STEPS))
    for element in svg.iter():
        assert element.tag.removeprefix(SVG) not in {
            "script",
            "style",
            "image",
            "a",
            "foreignObject",
        }
        assert not {"style", "href"} & set(element.attrib)
        assert not any(name.startswith("on") for name in element.attrib)


def test_takes_the_colour_of_the_text_around_it(chart: Chart):
    svg = chart([row("People", 1, 2)], STEPS)
    assert 'fill="currentColor"' in svg
    assert 'fill="white"' not in svg
    assert 'fill="black"' not in svg


def test_two_charts_of_a_page_share_no_id():
    rows = [row("People", 1, 2)]
    ids = [
        element.attrib["id"]
        for draw in CHARTS.values()
        for element in parsed(draw(rows, STEPS)).iter()
        if "id" in element.attrib
    ]
    assert len(ids) == len(set(ids)) == 2 * len(CHARTS)


def test_shows_odd_titles_as_they_are(chart: Chart):
    steps = [ScaleStep(value=1, name=ODD), ScaleStep(value=2, name="'];alert(1);//")]
    svg = chart([row(ODD, 1)], steps)
    assert "<script" not in svg
    written = "".join(words_in(svg)).replace(" ", "")
    assert ODD.replace(" ", "") in written


def test_has_no_rows_without_parts(chart: Chart):
    assert "NaN" not in chart([], STEPS)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_fits_scales_of_any_length(chart: Chart, count: int):
    steps = [ScaleStep(value=value, name=f"Step {value}") for value in range(1, count + 1)]
    written = " ".join(words_in(chart([row("People", 1, 2)], steps)))
    for step in steps:
        assert step.name in written or step.name.replace(" ", "") in written


def test_fits_every_framework(chart: Chart):
    for framework in FrameworkRegistry.from_folder(ROOT / "frameworks"):
        steps = [ScaleStep(value=level.value, name=level.name) for level in framework.levels]
        for scope in framework.scopes:
            rows = [row(domain.title, 1, 2) for domain in scope.domains]
            written = "".join(words_in(chart(rows, steps))).replace(" ", "")
            for domain in scope.domains:
                assert domain.title.replace(" ", "") in written


def test_profile_writes_the_median_of_each_part():
    written = words_in(profile_chart([row("A", 1, 2), row("B", 3, 3, 4)], STEPS))
    assert "1.5" in written
    assert "3" in written


def test_profile_says_where_no_level_was_given():
    rows = [row("A", dont_know=2), row("B", 2)]
    assert words_in(profile_chart(rows, STEPS)).count(WORDS.profile.none) == 1


def test_profile_keeps_the_order_of_the_framework():
    written = words_in(profile_chart([row("Zebra", 1), row("Apple", 1), row("Mango", 1)], STEPS))
    assert [word for word in written if word in {"Zebra", "Apple", "Mango"}] == [
        "Zebra",
        "Apple",
        "Mango",
    ]


def test_answers_write_how_many_of_each():
    rows = [row("A", 1, 1, 2, dont_know=4, not_applicable=5, skipped=6, total=25)]
    written = words_in(answers_chart(rows, STEPS))
    # Seven are unanswered, and with the six skipped ones not answered.
    assert [word for word in written if word.isdigit()] == ["2", "4", "5", "13"]


def test_answers_name_each_kind_once():
    written = words_in(answers_chart([row("A", 1), row("B", 2)], STEPS))
    for kind in ("1 Step 1", "4 Step 4", "Don't know", "Not applicable", "Skipped or unanswered"):
        assert written.count(kind) == 1
