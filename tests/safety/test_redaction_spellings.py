"""What says who a person is leaves in every spelling that people use, and nothing else leaves."""

import string
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from api.safety.redaction import redact
from api.safety.redaction.cues import Cues
from api.safety.redaction.postcodes import known_outcodes
from api.safety.redaction.reading import plainly, read

CASES = yaml.safe_load(Path(__file__).with_name("personal_details.yml").read_text("utf-8"))
CUES = Cues.load()
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
WORDS_AS_UNITS = {*CUES.short_words, *CUES.ordinals}
DIGITS = {
    script: [chr(zero + n) for n in range(10)]
    for script, zero in {
        "Latin": 0x30,
        "Arabic": 0x660,
        "Urdu": 0x6F0,
        "Bengali": 0x9E6,
        "wide": 0xFF10,
    }.items()
}

units = st.text(UNIT_LETTERS, min_size=2, max_size=2).filter(
    lambda unit: unit.lower() not in WORDS_AS_UNITS
)
incodes = st.builds(str.__add__, st.sampled_from(string.digits), units)
outcodes = st.sampled_from(sorted(known_outcodes()))
between = st.sampled_from(
    [
        "",
        " ",
        "  ",
        "\u00a0",
        "      ",
        ",",
        ", ",
        " , ",
        "/",
        " / ",
        "-",
        " - ",
        "\u2013",
        "_",
        ":",
        ": ",
        ";",
        ".",
        "...",
        "|",
        "*",
        "+",
        "\n",
        "\t",
        "\u200b",
        "\u2009",
        " \u2014 ",
        "\\",
        "=",
        "~",
    ]
)
scripts = st.sampled_from(sorted(DIGITS))
ten_digits = st.text(string.digits, min_size=10, max_size=10)
spaced = st.sampled_from(["{}", "{} ", "{}-", "{}.", "{}  "])


@pytest.mark.parametrize("case", CASES["postcodes"], ids=lambda case: ascii(case["says"]))
def test_of_a_postcode_the_outcode_is_left(case: dict[str, str]) -> None:
    assert redact(case["says"]) == case["left"]


@pytest.mark.parametrize("kind", ["names", "births", "numbers", "emails"])
def test_each_spelling_is_removed(kind: str) -> None:
    for case in CASES[kind]:
        redacted = redact(case["says"])
        assert "[" in redacted, case
        for word in case["secret"].split():
            assert word not in redacted.split(), (case, redacted)


@pytest.mark.parametrize("text", CASES["kept"])
def test_everyday_numbers_and_words_stay(text: str) -> None:
    assert redact(text) == text


def test_every_language_has_its_cues_and_cases() -> None:
    assert set(CUES.languages) == {"en", "pl", "ro", "ur", "ar", "bn", "uk"}
    texts = [
        plainly(case["says"]).casefold() for kind in ("names", "births") for case in CASES[kind]
    ]
    for language, cues in CUES.languages.items():
        for said in (cues.names.naming, (*cues.born.labels, *cues.born.verbs)):
            assert any(cue.casefold() in text for cue in said for text in texts), language


@given(outcodes, between, incodes, st.booleans(), st.sampled_from(["", "I live at ", "(near) "]))
@example("S11", ", ", "8ZZ", False, "")
def test_every_postcode_leaves_its_outcode_whatever_stands_between(
    outcode: str, apart: str, incode: str, small: bool, before: str
) -> None:
    written = f"{outcode}{apart}{incode}"
    kept = outcode.lower() if small else outcode
    assert redact(f"{before}{written.lower() if small else written}") == f"{before}{kept}"


@given(outcodes, incodes)
def test_a_postcode_in_wide_letters_leaves_its_outcode(outcode: str, incode: str) -> None:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    assert redact(f"{outcode} {incode}".translate(wide)) == outcode.translate(wide)


@given(outcodes, incodes)
def test_a_postcode_spelt_letter_by_letter_leaves_its_outcode(outcode: str, incode: str) -> None:
    assert redact(" ".join(outcode + incode)) in (outcode, outcode.lower())


@pytest.mark.parametrize("part", ["nhs", "card", "phone"])
@given(data=st.data())
def test_a_number_that_is_named_is_removed_whatever_its_digits(
    part: str, data: st.DataObject
) -> None:
    label = data.draw(st.sampled_from(sorted(set(CUES.of("numbers", part)))))
    digits = data.draw(ten_digits.filter(lambda row: not row.startswith(("19", "20"))))
    group, script = data.draw(spaced), data.draw(scripts)
    link = data.draw(st.sampled_from([" ", ": ", " is ", " - ", " = ", " is: "]))
    row = "".join(group.format(part) for part in (digits[:3], digits[3:6])) + digits[6:]
    written = "".join(DIGITS[script][int(c)] if c.isdigit() else c for c in row)
    redacted = redact(f"{label}{link}{written}")
    assert not any(char.isdecimal() for char in redacted), redacted


@given(st.dates(), st.data())
def test_a_date_that_is_said_to_be_a_birth_is_removed(date, data: st.DataObject) -> None:
    labels = sorted(set(CUES.of("born", "labels", "verbs")))
    label = data.draw(st.sampled_from(labels))
    form = data.draw(st.sampled_from(["%d/%m/%y", "%d.%m.%y", "%d-%m-%y", "%d%m%y", "%d %m %y"]))
    written = date.strftime(form)
    redacted = redact(f"{label}{data.draw(st.sampled_from([' ', ': ', ' - ']))}{written}")
    assert not any(char.isdecimal() for char in redacted), redacted


@given(st.data())
def test_a_name_after_a_cue_of_any_language_is_removed(data: st.DataObject) -> None:
    cue = data.draw(st.sampled_from(sorted(set(CUES.of("names", "naming")))))
    title = data.draw(st.sampled_from(["", "Dr ", "Mrs. ", "pan "]))
    name = data.draw(st.sampled_from(["Zebedee Quux", "Żaneta Kwaśna", "Зеновій", "জয়নাল", "زبیر"]))
    mark = data.draw(st.sampled_from([" ", ": ", " - "]))
    assert redact(f"{cue}{mark}{title}{name}") == f"{cue}{mark}[name]"


@given(
    st.lists(
        st.sampled_from(
            [
                "S6",
                "3BS",
                "3",
                "12",
                "my name",
                "is",
                "Zeb",
                "dob",
                "03/03/50",
                "born",
                "in",
                "nhs number",
                "9434765919",
                "07700 900123",
                ",",
                ".",
                "[name]",
                "joe@gmail.com",
                "my name is",
                "call me",
            ]
        ),
        max_size=12,
    ),
    st.sampled_from([" ", "", ", "]),
)
def test_redacting_twice_changes_nothing_more(pieces: list[str], glue: str) -> None:
    once = redact(glue.join(pieces))
    assert redact(once) == once


@given(st.text(max_size=80))
def test_the_plain_reading_knows_where_each_character_was(text: str) -> None:
    plain, places = read(text)
    if places is not None:
        assert len(places) == len(plain) + 1
        assert list(places) == sorted(places)


@pytest.mark.parametrize(
    "piece",
    [" ", "S6 ", "1 ", "1,2,", "my name ", "(", "3/3/50 ", "nhs number ", "on in the ", "o0"],
)
def test_a_long_text_of_one_kind_does_not_take_long(piece: str) -> None:
    quarter, whole = (_seconds_of_work((piece * size)[:size]) for size in (1000, 4000))
    assert whole < 12 * max(quarter, 0.02)


def _seconds_of_work(text: str) -> float:
    began = time.process_time()
    redact(text)
    return time.process_time() - began
