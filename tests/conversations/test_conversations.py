"""Each transcript in this folder is held with the real product, message by message.

A transcript names what it shows, and its steps::

    shows: what a person would notice
    invite: {framework: nhs-spmf, scope: neighbourhood, kind: pcn}   # left out: no invite
    steps:
      - hears: ["…", …]        # parts of the answer's text, in order
        hears_once: ["…"]      # said, and not twice
        not_hears: ["…"]
        buttons: ["…", …]      # titles that are offered
        question: N1a          # the statement asked now; ~ for none
        answered: 0            # how many are answered
      - says: "…"              # or  presses: "title of a button", with  of: part of its message
        hears: […]
      - reopens: invite        # open the same invite again, as on another device
      - closes: assessment     # as whoever leads it would
      - as: digital lead       # go on as one of the people, or as the "first"
      - starts: next round     # as whoever leads it would; the same person is invited to it
      - answers_rest: {says: ["…"]}    # or {presses: ["…"]}: in turn, until nothing is asked
    people: {digital lead: {partner_type: icb, role: Digital lead}}   # also invited, by name
    saved: {N1a: 3, N1b: not_applicable}   # what the first person's answers are at the end
    notes: {N1a: board minutes}            # and the notes with them
    queued: ["…"]                          # what the review queue holds
"""

import uuid
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from bot.launch.local import LocalProduct, new_invite

FOLDER = Path(__file__).parent
TRANSCRIPTS = sorted(FOLDER.glob("*.yml"))
_MOST_TURNS = 200
FIRST = "first"

pytestmark = pytest.mark.e2e


class Talk:
    """One conversation with the product, which may go on over several sessions."""

    def __init__(self, product: LocalProduct, invite: dict[str, str] | None) -> None:
        self._http = httpx.Client(base_url=product.url, timeout=60)
        self._invite = invite
        self.open()

    def open(self) -> None:
        body = {"channel": "web"} | ({"invite": self._invite["token"]} if self._invite else {})
        answer = self._http.post("/v1/chat/sessions", json=body)
        assert answer.status_code == 201, answer.text
        self._http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        self._take(answer.json())

    def say(self, text: str) -> None:
        self._send({"text": text})

    def press(self, title: str, of: str = "") -> None:
        payloads = [
            button["payload"]
            for message in self.messages
            for button in message["buttons"]
            if button["title"] == title and of in message["text"]
        ]
        assert payloads, f"no button {title!r} in {self.titles()}"
        self._send({"payload": payloads[-1]})

    def heard(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    def titles(self) -> list[str]:
        return [button["title"] for message in self.messages for button in message["buttons"]]

    def close(self) -> None:
        self._http.close()

    def _send(self, body: dict[str, str]) -> None:
        body = {**body, "client_message_id": str(uuid.uuid4())}
        answer = self._http.post("/v1/chat/messages", json=body)
        assert answer.status_code == 200, answer.text
        self._take(answer.json())

    def _take(self, answer: dict[str, Any]) -> None:
        self.messages: list[dict[str, Any]] = answer["messages"]
        self.state: dict[str, Any] = answer["state"]


@pytest.fixture
def talks() -> Iterator[list[Talk]]:
    opened: list[Talk] = []
    yield opened
    for talk in opened:
        talk.close()


class Play:
    """The people of a transcript with their conversations; each opens when it is first needed."""

    def __init__(self, product: LocalProduct, script: dict[str, Any], opened: list[Talk]) -> None:
        self._product, self._opened = product, opened
        self._invites: dict[str, dict[str, str] | None] = {FIRST: None}
        if "invite" in script:
            with product.http() as http:
                first = new_invite(http, **script["invite"])
                self._invites = {FIRST: first} | {
                    name: _invited(http, first["assessment"], person)
                    for name, person in script.get("people", {}).items()
                }
        self._talks: dict[str, Talk] = {}
        self.talk = self.go_on_as(FIRST)

    def first_invite(self) -> dict[str, str]:
        invite = self._invites[FIRST]
        assert invite is not None
        return invite

    def go_on_as(self, name: str) -> Talk:
        if name not in self._talks:
            self._talks[name] = Talk(self._product, self._invites[name])
            self._opened.append(self._talks[name])
        self.talk = self._talks[name]
        return self.talk

    def close(self) -> None:
        with self._product.http() as http:
            path = f"/v1/assessments/{self.first_invite()['assessment']}/close"
            http.post(path).raise_for_status()

    def start_next_round(self) -> None:
        self.close()
        with self._product.http() as http:
            path = f"/v1/assessments/{self.first_invite()['assessment']}/next-round"
            opened = http.post(path, json={}).raise_for_status().json()
        person = opened["participants"][0]
        self._invites[FIRST] = {
            "assessment": opened["assessment"]["id"],
            "participant": person["participant"]["id"],
            "token": person["invite"]["token"],
        }
        self._talks.pop(FIRST)
        self.go_on_as(FIRST)


def _invited(http: httpx.Client, assessment: str, person: dict[str, str]) -> dict[str, str]:
    path = f"/v1/assessments/{assessment}/participants"
    made = http.post(path, json=person).raise_for_status().json()
    return {
        "assessment": assessment,
        "participant": made["participant"]["id"],
        "token": made["invite"]["token"],
    }


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_conversation(path: Path, product: LocalProduct, talks: list[Talk]) -> None:
    script = yaml.safe_load(path.read_text(encoding="utf-8"))
    play = Play(product, script, talks)
    for number, step in enumerate(script["steps"], start=1):
        _direct(play, step)
        _take_step(play.talk, step)
        _check_step(play.talk, step, f"step {number} {_sent(step)!r}, heard:\n{play.talk.heard()}")
    for part, wanted in (("saved", _answer), ("notes", _note)):
        if part in script:
            kept = _kept(product, play.first_invite(), script[part], wanted)
            assert kept == script[part]
    if "queued" in script:
        assert set(script["queued"]) <= _queued(product)


def _direct(play: Play, step: dict[str, Any]) -> None:
    if "closes" in step:
        play.close()
    elif "starts" in step:
        play.start_next_round()
    elif "as" in step:
        play.go_on_as(step["as"])


def _take_step(talk: Talk, step: dict[str, Any]) -> None:
    if "says" in step:
        talk.say(step["says"])
    elif "presses" in step:
        talk.press(step["presses"], step.get("of", ""))
    elif "reopens" in step:
        talk.open()
    elif "answers_rest" in step:
        _answer_rest(talk, step["answers_rest"])


def _answer_rest(talk: Talk, how: dict[str, list[str]]) -> None:
    (verb, answers), *_ = how.items()
    give = talk.say if verb == "says" else talk.press
    for turn, answer in enumerate(cycle(answers)):
        if talk.state.get("question") is None:
            return
        assert turn < _MOST_TURNS, "the assessment does not come to an end"
        give(answer)


def _check_step(talk: Talk, step: dict[str, Any], context: str) -> None:
    heard, place = talk.heard(), 0
    for part in step.get("hears", []):
        found = heard.find(part, place)
        assert found >= 0, f"{part!r} not heard at {context}"
        place = found + len(part)
    for part in step.get("hears_once", []):
        assert heard.count(part) == 1, f"{part!r} not heard once at {context}"
    for part in step.get("not_hears", []):
        assert part not in heard, f"{part!r} heard at {context}"
    for title in step.get("buttons", []):
        assert title in talk.titles(), f"no button {title!r} at {context}"
    if "question" in step:
        assert talk.state.get("question") == step["question"], context
    if "answered" in step:
        assert talk.state["progress"]["answered"] == step["answered"], context


def _sent(step: dict[str, Any]) -> object:
    return step.get("says") or step.get("presses") or step.get("reopens") or "opening"


def _kept(
    product: LocalProduct,
    invite: dict[str, str],
    wanted: dict[str, Any],
    part: Callable[[dict[str, Any]], Any],
) -> dict[str, Any]:
    with product.http() as http:
        path = f"/v1/assessments/{invite['assessment']}/responses"
        params = {"participant_id": invite["participant"], "limit": 200}
        history = http.get(path, params=params).raise_for_status().json()["items"]
    latest = {row["statement"]: part(row) for row in history}
    return {statement: latest.get(statement) for statement in wanted}


def _answer(row: dict[str, Any]) -> int | str:
    answer: int | str = row["level"] or row["kind"]
    return answer


def _note(row: dict[str, Any]) -> str | None:
    note: str | None = row["note"]
    return note


def _queued(product: LocalProduct) -> set[str]:
    with product.http() as http:
        answer = http.get("/v1/misunderstandings", params={"limit": 200})
        return {one["text"] for one in answer.raise_for_status().json()["items"]}
