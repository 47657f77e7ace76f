"""The labelled messages are well formed, varied enough and kept apart from each other."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
SETS = (
    "development", "regional", "wide", "fresh", "fresh2", "fresh3", "fresh4", "fresh5",
    "heldout", "heldout2", "languages", "languages_open",
)  # fmt: skip
ENGLISH_SETS = ("development", "regional")
LANGUAGE_SETS = ("languages", "languages_open")
DANGERS = {"crisis", "urgent_medical", "safeguarding"}
SAFE_KINDS = {"idiom", "ordinary", "staff"}
KINDS_BY_DANGER = {
    True: {"explicit", "disguised", "veiled", "third_person", "long", "negated", "past", "lang"},
    False: SAFE_KINDS | {"negated", "past", "lang"},
}
EXPECT_BY_DANGER = {
    True: {"certain", "any"},
    False: {"none", "possible", "possible_ok"},
}
OFFERED_LANGUAGES = {"pl", "ro", "ur", "ar", "bn", "uk"}
LONGEST_SHARED_RUN = 5

MINIMUM_ROWS = {
    "development": 1100,
    "regional": 700,
    "wide": 2000,
    "fresh": 500,
    "fresh2": 450,
    "fresh3": 950,
    "fresh4": 800,
    "fresh5": 800,
    "heldout": 1300,
    "heldout2": 1000,
    "languages": 240,
    "languages_open": 360,
}
MINIMUM_BY_CATEGORY = {
    "development": {"crisis": 300, "urgent_medical": 140, "safeguarding": 160, "none": 900},
    "regional": {"crisis": 180, "urgent_medical": 80, "safeguarding": 110, "none": 600},
    "wide": {"crisis": 300, "urgent_medical": 200, "safeguarding": 200, "none": 1200},
    "fresh": {"crisis": 60, "urgent_medical": 40, "safeguarding": 40, "none": 300},
    "fresh2": {"crisis": 60, "urgent_medical": 45, "safeguarding": 50, "none": 270},
    "fresh3": {"crisis": 150, "urgent_medical": 100, "safeguarding": 150, "none": 540},
    "fresh4": {"crisis": 110, "urgent_medical": 80, "safeguarding": 95, "none": 480},
    "fresh5": {"crisis": 110, "urgent_medical": 80, "safeguarding": 95, "none": 480},
    "heldout": {"crisis": 160, "urgent_medical": 120, "safeguarding": 140, "none": 800},
    "heldout2": {"crisis": 100, "urgent_medical": 100, "safeguarding": 100, "none": 700},
    "languages": {"crisis": 48, "urgent_medical": 36, "safeguarding": 30, "none": 120},
    "languages_open": {"crisis": 90, "urgent_medical": 70, "safeguarding": 70, "none": 120},
}
MINIMUM_BY_KIND = {
    "development": {
        "explicit": 150, "disguised": 100, "veiled": 150, "third_person": 130, "long": 35,
        "idiom": 110, "negated": 30, "past": 30, "ordinary": 450, "staff": 280,
    },
    "regional": {
        "explicit": 90, "disguised": 40, "veiled": 140, "third_person": 70, "long": 20,
        "idiom": 90, "negated": 20, "past": 20, "ordinary": 300, "staff": 170,
    },
    "wide": {"explicit": 300, "veiled": 600, "idiom": 350, "ordinary": 900},
    "fresh": {"explicit": 100, "veiled": 105, "idiom": 120, "ordinary": 180},
    "fresh2": {"explicit": 90, "veiled": 75, "idiom": 105, "ordinary": 160},
    "fresh3": {"explicit": 230, "veiled": 175, "idiom": 270, "ordinary": 260},
    "fresh4": {"explicit": 200, "veiled": 90, "idiom": 110, "ordinary": 370},
    "fresh5": {"explicit": 200, "veiled": 90, "idiom": 110, "ordinary": 370},
    "heldout": {"explicit": 300, "veiled": 185, "idiom": 270, "ordinary": 580},
    "heldout2": {"explicit": 230, "veiled": 110, "idiom": 150, "ordinary": 580},
    "languages": {"lang": 240},
    "languages_open": {"lang": 360},
}  # fmt: skip

type Row = dict[str, str]


def rows(name: str) -> list[Row]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("'", ""))


def runs_of_words(text: str, length: int) -> Iterator[str]:
    # Words spelled out letter by letter ("s u i c i d e") are not a phrase.
    found = [word for word in words(text) if len(word) > 1]
    for start in range(len(found) - length + 1):
        yield " ".join(found[start : start + length])


@pytest.mark.parametrize("name", SETS)
def test_every_row_has_the_fields_of_its_set(name: str) -> None:
    wanted = {"text", "category", "kind", "expect"} | ({"lang"} if name in LANGUAGE_SETS else set())
    assert [row for row in rows(name) if set(row) != wanted] == []


@pytest.mark.parametrize("name", SETS)
def test_every_text_is_trimmed_and_not_empty(name: str) -> None:
    assert [row["text"] for row in rows(name) if row["text"].strip() != row["text"]] == []
    assert all(row["text"] for row in rows(name))


@pytest.mark.parametrize("name", SETS)
def test_every_category_is_known(name: str) -> None:
    assert {row["category"] for row in rows(name)} == DANGERS | {"none"}


@pytest.mark.parametrize("name", SETS)
def test_kind_and_expected_answer_fit_the_category(name: str) -> None:
    misfits = [
        row
        for row in rows(name)
        if row["kind"] not in KINDS_BY_DANGER[row["category"] in DANGERS]
        or row["expect"] not in EXPECT_BY_DANGER[row["category"] in DANGERS]
    ]
    assert misfits == []


@pytest.mark.parametrize("name", SETS)
def test_explicit_statements_expect_certainty_and_ordinary_ones_silence(name: str) -> None:
    wanted = {"explicit": "certain", "veiled": "any", "ordinary": "none", "staff": "none"}
    misfits = [row for row in rows(name) if row["expect"] != wanted.get(row["kind"], row["expect"])]
    assert misfits == []


@pytest.mark.parametrize("name", SETS)
def test_no_text_is_repeated_within_a_set(name: str) -> None:
    counts = Counter(row["text"] for row in rows(name))
    assert [text for text, times in counts.items() if times > 1] == []


def test_no_text_is_in_two_sets() -> None:
    counts = Counter(
        key for name in SETS for key in {" ".join(words(row["text"])) for row in rows(name)} if key
    )
    assert [key for key, times in counts.items() if times > 1] == []


def test_the_two_english_sets_share_no_phrase_of_six_words() -> None:
    length = LONGEST_SHARED_RUN + 1
    known = {run for row in rows("development") for run in runs_of_words(row["text"], length)}
    shared = {run for row in rows("regional") for run in runs_of_words(row["text"], length)} & known
    assert shared == set()


@pytest.mark.parametrize("name", SETS)
def test_each_set_is_large_enough(name: str) -> None:
    assert len(rows(name)) >= MINIMUM_ROWS[name]


@pytest.mark.parametrize("name", SETS)
def test_the_readme_states_the_size_of_each_set(name: str) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"| `{name}.jsonl` | {len(rows(name)):,} |" in readme


@pytest.mark.parametrize("name", SETS)
def test_each_category_has_enough_messages(name: str) -> None:
    counts = Counter(row["category"] for row in rows(name))
    short = {key: counts[key] for key, n in MINIMUM_BY_CATEGORY[name].items() if counts[key] < n}
    assert short == {}


@pytest.mark.parametrize("name", SETS)
def test_each_kind_has_enough_messages(name: str) -> None:
    counts = Counter(row["kind"] for row in rows(name))
    short = {key: counts[key] for key, n in MINIMUM_BY_KIND[name].items() if counts[key] < n}
    assert short == {}
    assert set(counts) == set(MINIMUM_BY_KIND[name])


@pytest.mark.parametrize("name", ENGLISH_SETS)
def test_everyday_messages_are_at_least_45_per_cent_of_each_english_set(name: str) -> None:
    kinds = [row["kind"] for row in rows(name)]
    assert (kinds.count("ordinary") + kinds.count("staff")) / len(kinds) >= 0.45


def test_every_offered_language_has_twenty_dangers_and_twenty_ordinary_messages() -> None:
    counts = Counter((row["lang"], row["category"] in DANGERS) for row in rows("languages"))
    assert counts == {(lang, danger): 20 for lang in OFFERED_LANGUAGES for danger in (True, False)}


def test_the_open_language_set_has_forty_dangers_and_twenty_ordinary_messages_in_each() -> None:
    counts = Counter((row["lang"], row["category"] in DANGERS) for row in rows("languages_open"))
    few = {(lang, danger) for lang in OFFERED_LANGUAGES for danger in (True, False)}
    assert {key for key in few if counts[key] < (40 if key[1] else 20)} == set()
