import httpx
import pytest

from api.web.files import STATIC

pytestmark = pytest.mark.usefixtures("drawing")

PAGES = ["/", "/chat", "/chat?invite=abc", "/assessments/unknown"]
FILES = sorted(path.relative_to(STATIC) for path in STATIC.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_nothing_inline(client: httpx.Client, path: str):
    policy = client.get(path).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    for kind in ("script-src", "style-src", "img-src", "connect-src", "form-action"):
        assert rules[kind] == "'self'"
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_not_kept_and_does_not_give_its_address_away(client: httpx.Client, path: str):
    headers = client.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_is_asked_about_each_time(client: httpx.Client, path: str):
    answer = client.get(f"/static/{path}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get(f"/static/{path}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_travels_small_to_whoever_can_read_it(client: httpx.Client):
    plain = client.get("/widget/signpost-chat.js", headers={"Accept-Encoding": "identity"})
    small = client.get("/widget/signpost-chat.js", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert plain.headers["vary"] == small.headers["vary"] == "Accept-Encoding"
    assert small.content == plain.content


def test_the_widget_has_an_address_of_its_own(client: httpx.Client):
    answer = client.get("/widget/signpost-chat.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.content == (STATIC / "widget/signpost-chat.js").read_bytes()


@pytest.mark.parametrize("path", ["/static/../pages.py", "/widget/..%2f..%2f..%2fpages.py"])
def test_no_other_file_can_be_had(client: httpx.Client, path: str):
    assert client.get(path).status_code == 404
