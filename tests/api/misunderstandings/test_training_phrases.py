import yaml
from hypothesis import given
from hypothesis import strategies as st

from api.misunderstandings.training_phrases import as_training_phrases

intents = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)


def phrases(text: str) -> dict[str, list[str]]:
    """Read phrases as Rasa does: a line that begins with a hyphen is one."""
    loaded = yaml.safe_load(text)
    return {
        each["intent"]: [line.removeprefix("- ") for line in each["examples"].splitlines()]
        for each in loaded["nlu"]
    }


@given(st.lists(st.tuples(intents, st.text(max_size=60)), max_size=12))
def test_any_words_stay_one_phrase_without_mark_up(labelled: list[tuple[str, str]]) -> None:
    found = phrases(as_training_phrases(labelled))
    assert set(found) <= {intent for intent, _ in labelled}
    for intent, texts in found.items():
        said = {text for one, text in labelled if one == intent}
        assert 1 <= len(texts) <= len(said)
        assert len(texts) == len(set(texts))
        for text in texts:
            assert text
            assert not set(text) & set("[]{}\n\r")


def test_nothing_labelled_is_an_empty_list() -> None:
    assert yaml.safe_load(as_training_phrases([])) == {"version": "3.1", "nlu": []}


def test_the_same_words_stand_once_and_intents_in_order() -> None:
    labelled = [("skip", "next\nplease"), ("back", "- go back"), ("skip", "next please")]
    assert phrases(as_training_phrases(labelled)) == {"back": ["go back"], "skip": ["next please"]}
