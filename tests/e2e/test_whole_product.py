"""The real processes: from the first message to the report, and through the faults of each part."""

import json
import re
import shutil
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from api.config import ROOT, Settings
from bot.launch.local import LocalProduct, new_invite
from bot.launch.model import ENGINE_PYTHON, engine_environment

pytestmark = pytest.mark.e2e

# A shorter one stands in ids and times by chance.
_LONG_ENOUGH_TO_BE_ALONE = 7


class Person:
    """Somebody who talks with the product over HTTP."""

    def __init__(self, product: LocalProduct, invite: dict[str, Any]) -> None:
        self.invite = invite
        self._http = httpx.Client(base_url=product.url, timeout=60)
        body = {"channel": "web", "invite": invite["token"]}
        opened = self._http.post("/v1/chat/sessions", json=body).raise_for_status().json()
        self._http.headers["Authorization"] = f"Bearer {opened['token']}"
        self.session: str = opened["session"]
        self.state: dict[str, Any] = opened["state"]
        self.buttons: list[dict[str, str]] = []
        self.heard = _heard(opened)

    def say(self, text: str, message_id: str | None = None) -> str:
        return self._send({"text": text, "client_message_id": message_id or str(uuid.uuid4())})

    def _send(self, body: dict[str, str]) -> str:
        answer = self._http.post("/v1/chat/messages", json=body).raise_for_status().json()
        self.state, self.heard = answer["state"], _heard(answer)
        self.buttons = [button for said in answer["messages"] for button in said["buttons"]]
        return self.heard

    def press(self, title: str) -> str:
        """Press the button of the last answer that has this title."""
        buttons = {each["title"]: each["payload"] for each in self.buttons}
        body = {"payload": buttons[title], "client_message_id": str(uuid.uuid4())}
        return self._send(body)

    def transcript(self) -> list[dict[str, Any]]:
        answer = self._http.get("/v1/chat/messages").raise_for_status().json()
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    def close(self) -> None:
        self._http.close()


def _heard(answer: dict[str, Any]) -> str:
    return "\n".join(message["text"] for message in answer["messages"])


@pytest.fixture
def person(product: LocalProduct) -> Iterator[Person]:
    with product.http() as http:
        invite = new_invite(http, "nhs-spmf", "neighbourhood", "pcn")
    someone = Person(product, invite)
    yield someone
    someone.close()


def _responses(product: LocalProduct, person: Person) -> list[dict[str, Any]]:
    with product.http() as http:
        path = f"/v1/assessments/{person.invite['assessment']}/responses"
        items: list[dict[str, Any]] = http.get(path, params={"limit": 200}).json()["items"]
    return items


def test_from_the_first_message_to_the_report(product: LocalProduct, person: Person) -> None:
    answers = ["4", "3", "2", "1", "not applicable", "don't know"]
    for number in range(35):
        person.say(answers[number % len(answers)])
    assert "Are you finished?" in person.heard
    assert "/assessments/" in person.say("Finish")
    with product.http() as http:
        scores = http.get(f"/v1/assessments/{person.invite['assessment']}/scores").json()
    overall = scores["overall"]
    assert overall["total"] == 35
    assert overall["counts"] == {"1": 6, "2": 6, "3": 6, "4": 6}
    assert (overall["not_applicable"], overall["dont_know"]) == (6, 5)
    assert overall["median"] == 2.5
    page = httpx.get(f"{product.url}/assessments/{person.invite['assessment']}", timeout=60)
    assert page.status_code == 200
    assert "Social Prescribing Champion" in page.text


def test_the_same_message_twice_is_one_score(product: LocalProduct, person: Person) -> None:
    message_id = str(uuid.uuid4())
    first = person.say("3", message_id)
    assert person.say("3", message_id) == first
    assert [row["statement"] for row in _responses(product, person)] == ["N1a"]


@pytest.mark.parametrize("process", ["engine", "actions"])
def test_a_part_that_goes_away_loses_and_doubles_nothing(
    product: LocalProduct, person: Person, process: str
) -> None:
    person.say("4")
    product.stop(process)
    try:
        message_id = str(uuid.uuid4())
        heard = person.say("3", message_id)
        assert "can't reach" in heard
        assert "999" in heard
        assert len(_responses(product, person)) == 1
    finally:
        product.start(process)
        product.wait_until_ready()
    assert "Saved: 3 Maturing" in person.say("3", message_id)
    assert "Saved: 3 Maturing" in person.say("3", message_id)
    levels = [(row["statement"], row["level"]) for row in _responses(product, person)]
    assert levels == [("N1a", 4), ("N1b", 3)]
    assert person.state["question"] == "N1c"


def test_a_database_that_is_away_loses_and_doubles_nothing(
    product: LocalProduct, person: Person
) -> None:
    person.say("4")
    message_id = str(uuid.uuid4())
    with _locked(product.folder / "signpost.db"):
        with pytest.raises(httpx.HTTPStatusError) as refused:
            person.say("3", message_id)
        assert refused.value.response.status_code == 503
        assert "999" in refused.value.response.json()["detail"]
    assert "Saved: 3 Maturing" in person.say("3", message_id)
    assert "Saved: 3 Maturing" in person.say("3", message_id)
    levels = [(row["statement"], row["level"]) for row in _responses(product, person)]
    assert levels == [("N1a", 4), ("N1b", 3)]


def test_danger_is_answered_while_the_database_is_away(
    product: LocalProduct, person: Person
) -> None:
    with _locked(product.folder / "signpost.db"):
        heard = person.say("I want to kill myself")
    assert "999" in heard
    assert "116 123" in heard


def test_conversations_that_are_away_lose_and_double_nothing(
    product: LocalProduct, person: Person
) -> None:
    """The engine keeps its place in a database of its own."""
    person.say("4")
    message_id = str(uuid.uuid4())
    with _locked(product.folder / "conversations.db"):
        person.say("3", message_id)
    assert "Saved: 3 Maturing" in person.say("3", message_id)
    levels = [(row["statement"], row["level"]) for row in _responses(product, person)]
    assert levels == [("N1a", 4), ("N1b", 3)]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a database so that nobody else can write into it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_danger_is_answered_while_the_engine_is_away(product: LocalProduct, person: Person) -> None:
    product.stop("engine")
    try:
        heard = person.say("I want to kill myself")
        assert "999" in heard
        assert "116 123" in heard
    finally:
        product.start("engine")
        product.wait_until_ready()
    assert person.state["question"] == "N1a"


def test_a_restart_of_everything_keeps_the_place(product: LocalProduct, person: Person) -> None:
    person.say("4")
    person.say("2")
    for process in ("engine", "actions", "api"):
        product.stop(process)
    for process in ("api", "actions", "engine"):
        product.start(process)
    product.wait_until_ready()
    assert "Saved: 3 Maturing" in person.say("3")
    assert person.state["question"] == "N1d"
    assert [message["from"] for message in person.transcript()].count("person") == 3


def test_a_retrained_model_loses_nothing(
    product: LocalProduct, person: Person, tmp_path: Path
) -> None:
    """The engine comes back with another model; it is trained on the rules alone, to be quick."""
    person.say("4")
    person.say("2")
    model = _train_on_rules(tmp_path)
    product.stop("engine")
    product.environment["SIGNPOST_MODEL"] = str(model)
    try:
        product.start("engine")
        product.wait_until_ready()
        assert "Saved: 3 Maturing" in person.press("3 Maturing")
    finally:
        product.stop("engine")
        del product.environment["SIGNPOST_MODEL"]
        product.start("engine")
        product.wait_until_ready()
    assert "Saved: 1 Emerging" in person.say("1")
    levels = [(row["statement"], row["level"]) for row in _responses(product, person)]
    assert levels == [("N1a", 4), ("N1b", 2), ("N1c", 3), ("N1d", 1)]


def _train_on_rules(folder: Path) -> Path:
    command = [str(ENGINE_PYTHON), "-m", "bot.engine", "train", "core", "--domain", "domain"]
    command += ["--config", "config.yml", "--stories", "data/rules", "--out", str(folder)]
    subprocess.run(
        [*command, "--fixed-model-name", "retrained"],
        cwd=ROOT,
        env=engine_environment(Settings(data_dir=folder)),
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "retrained.tar.gz"


def test_nothing_personal_is_kept_anywhere(product: LocalProduct, person: Person) -> None:
    secrets = {
        "a telephone number": "07700 900461",
        "an address": "pat@example.org",
        "an NHS number": "943 476 5919",
        "a postcode": "LS6 2AB",
        "a day of birth": "14/03/1952",
        "a card number": "4111 1111 1111 1111",
        "a name": "Zebedee Quillfeather",
    }
    person.say(f"3, ring me on {secrets['a telephone number']} or write to {secrets['an address']}")
    person.say(f"my NHS number is {secrets['an NHS number']} and I live in {secrets['a postcode']}")
    person.say(f"I was born on {secrets['a day of birth']}")
    person.say(f"my name is {secrets['a name']}, card {secrets['a card number']}")
    assert _found_in(product, secrets) == []


def test_no_spelling_of_what_is_personal_is_kept_anywhere(
    product: LocalProduct, person: Person
) -> None:
    cases = yaml.safe_load((ROOT / "tests/safety/personal_details.yml").read_text("utf-8"))
    secrets = {
        f"a {kind[:-1]} in '{case['says']}'": case["secret"]
        for kind in ("names", "births", "numbers", "emails")
        for case in cases[kind]
        if len(case["secret"]) >= _LONG_ENOUGH_TO_BE_ALONE
    }
    postcodes = {"8ZZ", "1ZZ", "1ZX", "8ZT", "8 ZW", "(3BS)", ":3BS", "_3BS", "\uff13\uff22\uff33"}
    said = [case["says"] for kind, each in cases.items() if kind != "kept" for case in each]
    for start in range(0, len(said), 10):
        person.say("\n".join(said[start : start + 10]))
    assert _found_in(product, secrets | {f"a postcode's {end}": end for end in postcodes}) == []


def test_what_a_person_has_erased_is_nowhere(product: LocalProduct, person: Person) -> None:
    person.say("the quokkas are everywhere")
    assert _found_in(product, {"their words": "quokkas are everywhere"}) != []
    person.say("delete my chat")
    assert "deleted" in person.say("Yes, delete it now")
    assert _found_in(product, {"their words": "quokkas are everywhere"}) == []


def test_what_is_not_to_be_kept_is_nowhere(product: LocalProduct, person: Person) -> None:
    person.say("the wombats have no budget")
    person.say("don't keep what I write")
    assert _found_in(product, {"what they wrote before": "wombats"}) == []
    person.say("what about the narwhals")
    asked = person.state["question"]
    assert "Saved: 2 Developing" in person.say("2")
    assert person.state["question"] != asked
    assert _found_in(product, {"their words": "narwhals"}) == []


def _found_in(product: LocalProduct, secrets: dict[str, str]) -> list[str]:
    """Name each file of the product in which one of these stands, and which."""
    files = [path for path in product.folder.rglob("*") if path.is_file()]
    kept = [path for path in files if path.suffix in {".db", ".log", ".db-wal", ".db-shm"}]
    assert {".db", ".log"} <= {path.suffix for path in kept}
    return [
        f"{name} in {path.name}"
        for path in kept
        for name, secret in secrets.items()
        if any(written in path.read_bytes().lower() for written in _as_stored(secret))
    ]


def _as_stored(secret: str) -> set[bytes]:
    """Give a text as a database, a log or JSON inside of either holds it, in small letters."""
    return {
        written.lower()
        for text in (secret, secret.casefold())
        for written in (text.encode(), json.dumps(text)[1:-1].encode())
    }


def test_words_never_reach_a_log(product: LocalProduct, person: Person) -> None:
    person.say("xylophone committee wardrobe")
    for log in product.folder.glob("*.log"):
        assert "xylophone" not in log.read_text(errors="replace"), log.name


def test_a_conversation_is_one_row_in_the_tracker_store(
    product: LocalProduct, person: Person
) -> None:
    for _ in range(12):
        person.say("2")
    with closing(sqlite3.connect(product.folder / "conversations.db")) as connection:
        query = "SELECT length(dialogue) FROM conversations WHERE sender_id = ?"
        rows = connection.execute(query, (person.session,)).fetchall()
    assert len(rows) == 1


def test_the_engine_asks_for_its_token(product: LocalProduct) -> None:
    engine = product.environment["SIGNPOST_ENGINE_URL"]
    answer = httpx.post(
        f"{engine}/webhooks/gateway/understand", params={"token": "wrong"}, json={"text": "hi"}
    )
    assert answer.status_code == 401


def test_the_service_names_what_it_serves(product: LocalProduct) -> None:
    page = httpx.get(product.url, timeout=60)
    assert page.status_code == 200
    assert re.search(r"<title>[^<]*Signpost", page.text)


@pytest.fixture
def product_with_new_framework(product: LocalProduct, tmp_path: Path) -> Iterator[LocalProduct]:
    """The running product after one file was dropped into the folder and the API restarted."""
    folder = tmp_path / "frameworks"
    shutil.copytree(ROOT / "frameworks", folder)
    shutil.copy(ROOT / "tests" / "api" / "frameworks" / "garden-club.yml", folder)
    product.stop("api")
    product.environment["SIGNPOST_FRAMEWORKS_DIR"] = str(folder)
    product.start("api")
    product.wait_until_ready()
    yield product
    product.stop("api")
    del product.environment["SIGNPOST_FRAMEWORKS_DIR"]
    product.start("api")
    product.wait_until_ready()


def test_a_framework_file_is_live_after_a_restart_without_code_or_training(
    product_with_new_framework: LocalProduct,
) -> None:
    product = product_with_new_framework
    engine = product.pid("engine")
    with product.http() as http:
        framework = http.get("/v1/frameworks/garden-club").raise_for_status().json()
        scope = framework["scopes"][0]
        kind = scope["organisation_kinds"][0]
        someone = Person(product, new_invite(http, "garden-club", scope["id"], kind, "other"))
    statements = [
        statement["id"]
        for domain in scope["domains"]
        for group in domain["groups"]
        for statement in group["statements"]
    ]
    highest = framework["levels"][-1]
    for statement in statements:
        assert someone.state["question"] == statement
        assert f"Saved: {highest['value']} {highest['name']}" in someone.say(highest["name"])
    assert "/assessments/" in someone.say("Finish")
    assert product.pid("engine") == engine
    someone.close()
