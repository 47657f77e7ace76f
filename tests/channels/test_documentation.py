"""The examples of docs/channels.md run as they stand there, and give what they show."""

import json
import re
import shlex
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from api.assessments.schemas import Channel
from api.config import ROOT
from bot.channels.arrivals import Arrival, Said, name_of
from bot.channels.relay import Relay
from tests.api.chat.fakes import say
from tests.channels.conftest import Product

PAGE = (ROOT / "docs" / "channels.md").read_text("utf-8")
EXAMPLES = re.findall(r"```console\n\$ curl (.*?)\n(.*?)```", PAGE, re.DOTALL)
BUTTON = {"title": "1 Emerging", "payload": "/level_1"}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def request(command: str, token: str) -> dict[str, Any]:
    """Read a curl command as the request that it sends."""
    words = iter(shlex.split(command.replace("$TOKEN", token)))
    read: dict[str, Any] = {"method": "GET", "headers": {}}
    for word in words:
        match word:
            case "-X":
                read["method"] = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                read["headers"][name] = value
            case "-d":
                read |= {"method": "POST", "content": next(words)}
            case _:
                read["url"] = word.removeprefix("https://signpost.example")
    return read


def differences(shown: object, given: object, path: str = "$") -> Iterator[str]:
    """Yield where an answer is not as it is shown; "…" stands for anything."""
    if isinstance(shown, dict) and isinstance(given, dict):
        if shown.keys() != given.keys():
            yield f"{path}: {sorted(shown)} is shown, {sorted(given)} given"
        for key in shown.keys() & given.keys():
            yield from differences(shown[key], given[key], f"{path}.{key}")
    elif isinstance(shown, list) and isinstance(given, list):
        if len(shown) != len(given):
            yield f"{path}: {len(shown)} are shown, {len(given)} given"
        for place, (one, other) in enumerate(zip(shown, given, strict=False)):
            yield from differences(one, other, f"{path}[{place}]")
    elif isinstance(shown, str) and isinstance(given, str) and "…" in shown:
        pattern = ".+".join(map(re.escape, shown.split("…")))
        if re.fullmatch(pattern, given, re.DOTALL) is None:
            yield f"{path}: {shown} is shown, {given} given"
    elif shown != given:
        yield f"{path}: {shown} is shown, {given} given"


def test_a_difference_would_be_noticed() -> None:
    shown = {"a": "go-…", "b": [1], "c": None}
    assert list(differences(shown, {"a": "go-1", "b": [1], "c": None})) == []
    assert len(list(differences(shown, {"a": "1", "b": [1, 2], "c": ""}))) == 3
    assert len(list(differences(shown, {"a": "go-1", "b": [1]}))) == 1


@pytest.mark.anyio
async def test_the_examples_of_http_give_what_they_show(product: Product) -> None:
    assert len(EXAMPLES) == 6
    question = say({"text": "How far?", "buttons": [BUTTON]})
    product.engine.next.extend([question, say({"text": "Yes."}), say({"text": "Saved."})])
    token = ""
    async with product.http() as http:
        # The page explains the way between channels first; a conversation begins below it.
        for command, shown in [*EXAMPLES[1:], EXAMPLES[0]]:
            answer = await http.request(**request(command, token))
            given = answer.json()
            token = given.get("token", token)
            assert list(differences(json.loads(shown), given)) == [], command
            assert (answer.is_error) == ("error" in given)


@pytest.mark.anyio
async def test_the_adapter_of_the_page_talks(
    product: Product, screen: Any, care: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]
    body = "\n".join(f"    {line}" for line in code.splitlines())
    names: dict[str, Any] = {
        "Gateway": _Namespace(from_settings=lambda *_: product.gateway(Channel.API)),
        "Relay": partial(Relay),
        "Screen": _Namespace(load=lambda: screen),
        "CareMessages": _Namespace(load=lambda: care),
        "Channel": Channel,
        "Arrival": Arrival,
        "Said": Said,
        "name_of": name_of,
        "settings": product.settings,
    }
    exec(f"async def example():\n{body}", names)  # noqa: S102 -- the page's own code
    await names["example"]()
    assert capsys.readouterr().out.splitlines()[-1] == "desk 3: I see."


class _Namespace:
    def __init__(self, **members: Any) -> None:
        self.__dict__.update(members)


@pytest.mark.parametrize("name", re.findall(r"SIGNPOST_(\w+)", PAGE))
def test_every_setting_of_the_page_is_one(product: Product, name: str) -> None:
    assert name.lower() in type(product.settings).model_fields


def test_every_page_that_is_linked_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        if not target.startswith("http"):
            assert (ROOT / "docs" / target).exists(), target
