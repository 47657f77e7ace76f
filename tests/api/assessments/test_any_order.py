"""Whatever two people do in whatever order, the state is consistent and no answer is lost."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.arrange import Seat, created, new_turn, open_assessment
from tests.api.example_framework import VILLAGE

ROLES = ("digital lead", "practice manager")
ELSEWHERE = "somebody who is not here"

people = st.integers(0, 1)
statements = st.sampled_from(VILLAGE)
kinds = st.sampled_from(["level", "not_applicable", "dont_know", "skipped", "cleared"])
moves = st.one_of(
    st.tuples(st.just("respond"), people, statements, kinds, st.integers(1, 3)),
    st.tuples(st.just("respond"), people, statements, kinds, st.integers(1, 3)),
    st.tuples(st.just("note"), people, statements),
    st.tuples(st.just("rate"), people, statements, st.sampled_from(["sure", "fairly", "guess"])),
    st.tuples(st.just("back"), people, statements),
    st.tuples(st.just("hand_over"), people, statements, st.sampled_from([*ROLES, ELSEWHERE])),
    st.tuples(st.just("undo"), people),
    st.tuples(st.just("pathway"), people, st.sampled_from(["routed", "all", "key"])),
    st.tuples(st.just("route"), people, statements, st.sampled_from(["vcse", "pcn"])),
    st.tuples(st.just("restart"), people),
    st.tuples(st.just("pause"), people),
    st.tuples(st.just("resume"), people),
    st.tuples(st.just("finish"), people),
)


@dataclass
class Person:
    """One participant with what the test knows of the answers that must hold."""

    seat: Seat
    role: str
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    responses: int = 0
    finished: bool = False
    last: tuple[str, dict[str, Any]] | None = None
    handovers: list[str] = field(default_factory=list)

    def respond(self, statement: str, kind: str, level: int) -> None:
        body: dict[str, Any] = {"statement": statement, "kind": kind}
        if kind == "level":
            body["level"] = level
        self._send("/responses", body)
        is_answer = kind in {"level", "not_applicable", "dont_know"}
        earlier = self.answers.get(statement, {})
        note = earlier.get("note") if is_answer and earlier.get("is_answer") else None
        self._keep(statement, kind=kind, level=body.get("level"), note=note, confidence=None)

    def note(self, statement: str) -> None:
        self._amend("/notes", statement, "NothingToNote", note="Seen")

    def rate(self, statement: str, confidence: str) -> None:
        self._amend("/confidence", statement, "NothingToRate", confidence=confidence)

    def back(self, statement: str) -> None:
        answer = self.seat.client.get(f"{self.seat.path}/questions/{statement}/previous")
        assert answer.status_code in {200, 409}

    def hand_over(self, statement: str, role: str) -> None:
        answer = self.seat.post("/handovers", statement=statement, role=role, turn=new_turn())
        if role == self.role:
            assert answer.json()["error"] == "HandoverToOneself"
            return
        made = created(answer)["handover"]
        assert made["assigned"] is (role in ROLES)
        self.handovers.append(made["id"])

    def undo(self) -> None:
        for handover in self.handovers[-1:]:
            answer = self.seat.client.delete(f"{self.seat.path}/handovers/{handover}")
            assert answer.status_code == 200
            self.handovers.remove(handover)

    def pathway(self, pathway: str) -> None:
        self.seat.client.put(f"{self.seat.path}/pathway", json={"pathway": pathway})

    def route(self, statement: str, partner: str) -> None:
        path = f"/v1/assessments/{self.seat.assessment}/routing/{statement}"
        assert self.seat.client.put(path, json={"partners": [partner]}).status_code == 200

    def restart(self) -> None:
        self.seat.post("/restart", turn=new_turn())
        touched = [name for name, each in self.answers.items() if each["kind"] != "cleared"]
        for statement in touched:
            self._keep(statement, kind="cleared", level=None, note=None, confidence=None)
        self.finished = False

    def pause(self) -> None:
        assert self.seat.client.post(f"{self.seat.path}/pause").status_code == 204

    def resume(self) -> None:
        assert self.seat.client.post(f"{self.seat.path}/resume").status_code == 200

    def finish(self) -> None:
        assert self.seat.post("/finish", turn=new_turn()).json()["finished_at"]
        self.finished = True

    def repeat(self) -> None:
        """Send the last request again, as after a lost answer: nothing may change."""
        if self.last is not None:
            path, body = self.last
            assert created(self.seat.post(path, **body))["repeated"] is True

    def _amend(self, path: str, statement: str, refusal: str, **change: str) -> None:
        holds = self.answers.get(statement, {"is_answer": False})
        body = {"statement": statement, **change}
        if not holds["is_answer"]:
            assert self.seat.post(path, **body).json()["error"] == refusal
            return
        self._send(path, body)
        if "note" in change and holds["note"]:
            change["note"] = f"{holds['note']}\n{change['note']}"
        amended = {**holds, **change}
        del amended["is_answer"]
        self._keep(statement, **amended)

    def _send(self, path: str, body: dict[str, Any]) -> None:
        body = {**body, "turn": new_turn()}
        assert created(self.seat.post(path, **body))["repeated"] is False
        self.last = (path, body)

    def _keep(self, statement: str, **holds: Any) -> None:
        is_answer = holds["kind"] in {"level", "not_applicable", "dont_know"}
        self.answers[statement] = {**holds, "is_answer": is_answer}
        self.responses += 1
        self.finished = False

    def check(self) -> None:
        position = self.seat.get("/position")
        shown = {each["statement"]: each for each in self.seat.get("/answers")}
        for statement, holds in self.answers.items():
            answer = self.seat.get(f"/questions/{statement}")["answer"]
            if not holds["is_answer"]:
                assert answer is None
                continue
            assert answer == shown[statement]["answer"]
            for part in ("kind", "level", "note", "confidence"):
                assert answer[part] == holds[part]
        self._check_position(position)
        assert len(self.seat.history()) == self.responses

    def _check_position(self, position: dict[str, Any]) -> None:
        answered, total = position["progress"]["answered"], position["progress"]["total"]
        assert 0 <= answered <= total <= len(VILLAGE)
        assert (position["status"] == "finished") is (answered == total)
        assert (position["finished_at"] is not None) is self.finished
        assert (position["minutes_left"] >= 1) is (answered < total)
        question = position["question"]
        assert (question is None) is (position["status"] == "finished")
        if question is not None:
            assert not self.answers.get(question["statement"], {"is_answer": False})["is_answer"]
            assert question["total"] == total
            assert question["skipped_before"] is (
                self.answers.get(question["statement"], {}).get("kind") == "skipped"
            )
        progress = self.seat.get("/progress")
        assert sum(each["total"] for each in progress["domains"]) == total
        assert sum(each["answered"] for each in progress["domains"]) == answered


def check_scores(client: httpx.Client, assessment: str, everybody: list[Person]) -> None:
    scores = client.get(f"/v1/assessments/{assessment}/scores").json()
    for shown in scores["statements"]:
        holding = [each.answers.get(shown["statement"]) for each in everybody]
        kinds = Counter(each["kind"] for each in holding if each and each["is_answer"])
        assert shown["levels"] == kinds["level"]
        assert (shown["dont_know"], shown["not_applicable"]) == (
            kinds["dont_know"],
            kinds["not_applicable"],
        )
        assert shown["unanswered"] >= 0
        assert shown["total"] == shown["unanswered"] + shown["skipped"] + kinds.total()


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(moves, max_size=16), again=st.sets(st.integers(0, 15)))
def test_no_order_of_moves_loses_an_answer(
    client: httpx.Client, steps: list[tuple[Any, ...]], again: set[int]
) -> None:
    assessment = open_assessment(client)["id"]
    everybody = [
        Person(join(client, assessment, partner, role), role)
        for partner, role in zip(("vcse", "gp_practice"), ROLES, strict=True)
    ]
    for place, (move, person, *arguments) in enumerate(steps):
        getattr(everybody[person], move)(*arguments)
        if place in again:
            everybody[person].repeat()
    for each in everybody:
        each.check()
    check_scores(client, assessment, everybody)


def join(client: httpx.Client, assessment: str, partner: str, role: str) -> Seat:
    body = {"partner_type": partner, "role": role}
    invited = created(client.post(f"/v1/assessments/{assessment}/participants", json=body))
    return Seat(client, assessment, invited["participant"]["id"])
