"""The domain is whole: no name twice, no name missing, and the rules do not contradict it."""

import re
from collections import Counter
from pathlib import Path
from typing import Dict, Iterator, List, Set

import pytest
import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "domain").glob("*.yml"))
SECTIONS = ("intents", "entities", "slots", "forms", "actions", "responses")
# Intents that only buttons and the gateway send, so that no phrase has to be learnt for them.
SENT_BY_THE_PRODUCT = {"open", "triage_press", "start_triage", "leave_triage"}


def _names(section: object) -> List[str]:
    if isinstance(section, dict):
        return list(section)
    items = section if isinstance(section, list) else []
    return [next(iter(item)) if isinstance(item, dict) else item for item in items]


def _declared(section: str) -> Iterator[str]:
    for path in FILES:
        yield from _names(yaml.safe_load(path.read_text(encoding="utf-8")).get(section))


def _nlu_intents() -> Set[str]:
    intents = set()
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        intents |= {item["intent"] for item in content["nlu"] if "intent" in item}
    return intents


def _python(folder: str) -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / folder).glob("*.py")))


@pytest.mark.parametrize("section", SECTIONS)
def test_no_name_stands_twice(section: str) -> None:
    twice = [name for name, count in Counter(_declared(section)).items() if count > 1]
    assert not twice


def test_session_settings_stand_once() -> None:
    holders = [path.name for path in FILES if "session_config:" in path.read_text()]
    assert holders == ["_shared.yml"]


def test_the_domain_loads_as_rasa_loads_it() -> None:
    domain = RasaFileImporter(
        config_file=str(ROOT / "config.yml"),
        domain_path=str(ROOT / "domain"),
        training_data_paths=[str(ROOT / "data")],
    ).get_domain()
    assert sorted(domain.form_names) == ["assessment_form", "triage_form"]
    assert domain.session_config.session_expiration_time == 0


def test_every_intent_can_be_learnt_and_every_phrase_has_its_intent() -> None:
    declared = set(_declared("intents")) - SENT_BY_THE_PRODUCT
    assert declared == _nlu_intents()


def test_every_action_of_the_domain_is_written_and_the_other_way_round() -> None:
    written = set(re.findall(r'return "(action_\w+|validate_\w+)"', _python("actions")))
    assert written == set(_declared("actions"))


def test_every_response_that_is_uttered_exists_and_every_one_is_used() -> None:
    text = _python("actions") + "".join(p.read_text() for p in (ROOT / "data").rglob("*.yml"))
    used = set(re.findall(r"utter_[a-z_]*[a-z]\b", text)) - {"utter_message"}
    small_talk = {f"utter_{name}" for name in _small_talk()}
    responses = set(_declared("responses"))
    assert used | small_talk == responses


def _small_talk() -> Set[str]:
    return set(re.findall(r'"(\w+)": moves\.make_small_talk', _python("actions")))


def test_every_slot_that_is_named_exists() -> None:
    named = set(re.findall(r'(?:SlotSet|get_slot)\("(\w+)"', _python("actions")))
    assert named <= set(_declared("slots")) | {"requested_slot"}


def test_every_intent_that_actions_answer_exists() -> None:
    source = (ROOT / "actions" / "assessment.py").read_text()
    table = source[source.index("HANDLERS: dict") : source.index("class AssessmentAction")]
    quoted = set(re.findall(r'"([a-z_]+)"', table))
    assert quoted <= set(_declared("intents"))


def test_placeholders_of_responses_are_words() -> None:
    domain = Domain.load(str(ROOT / "domain"))
    responses: Dict[str, List[Dict[str, str]]] = domain.responses
    for key, variants in responses.items():
        assert len(variants) == 1, f"{key} says the same thing in one way only"
        for name in re.findall(r"\{([^}]*)\}", variants[0]["text"]):
            assert re.fullmatch(r"[a-z_]+", name), f"{key}: {name}"
