"""The check itself finds what it is there to find."""

import pytest

from tests.api.web.html_check import faults_of

GOOD = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head>'
    "<body><main><h1>H</h1>{}</main></body></html>"
)


def test_finds_nothing_wrong_with_a_good_page():
    assert faults_of(GOOD.format('<p id="a" aria-labelledby="a">x<br>y</p>')) == []


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<p>x", "<p> is not closed"),
        ("x</p>", "</p> closes nothing"),
        ("<h3>x</h3>", "h3 follows h1"),
        ("<h1>x</h1>", "2 <h1>"),
        ('<p id="a"></p><p id="a"></p>', "id a stands 2 times"),
        ('<p aria-describedby="b"></p>', "no id b for aria-describedby"),
        ('<p style="color: red"></p>', "style on <p>"),
        ('<p onclick="x()"></p>', "onclick on <p>"),
        ("<script>x()</script>", "an inline script"),
        ("<style>p {}</style>", "a <style> element"),
        (
            '<script src="https://example.org/x.js"></script>',
            "https://example.org/x.js is elsewhere",
        ),
        ('<a href="https://example.org/">x</a>', "https://example.org/ is elsewhere"),
        ("<table></table>", "a table without a caption"),
        ("<table><caption>c</caption><tr><th>x</th></tr></table>", "a <th> without a scope"),
    ],
)
def test_finds(part: str, fault: str):
    assert fault in faults_of(GOOD.format(part))
