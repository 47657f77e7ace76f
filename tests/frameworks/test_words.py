"""What we say of the frameworks in words of our own: complete, short, plain and specific.

Reading age is judged by the Flesch-Kincaid grade, the number of school years that a text asks for:
grade 6 is the year in which people are 11. In a short text one long word is worth two grades, and
"social prescribing" alone has five syllables. So the bar is grade 6.5 for all texts of one kind in
a framework taken together, and grade 9 for any single one.
"""

import re
from collections import Counter

import pytest

from api.frameworks.glossary import glossary_for
from tests.frameworks.conftest import FRAMEWORKS

GRADE_OF_ALL, GRADE_OF_ONE = 6.5, 9
SILENT = re.compile(
    "^y|(?<=[^laeiouy])e$|(?<=[aeiouy]l)es?$|(?<=[^laeiouycghsxz])es$|(?<=[^aeioutd])ed$"
)
STATEMENTS = [
    pytest.param(framework, statement, id=statement.id)
    for framework in FRAMEWORKS
    for scope in framework.scopes
    for statement in scope.statements
]
EVERY_FRAMEWORK = [pytest.param(framework, id=framework.id) for framework in FRAMEWORKS]
# What people are known to ask about.
ABBREVIATIONS = (
    *("SPLW", "PCN", "ICB", "ICS", "ICP", "VCSE", "DES", "ARRS", "MDT", "IIF", "MoU", "DPIA"),
    *("PHM", "ONS4", "SNOMED", "Core20PLUS5", "PCI", "SRO", "HSSF", "MDS"),
)
PHRASES = [
    "Open Referral UK",
    "link worker",
    "social prescribing champion",
    "population health management",
    "personalised care",
    "shared local plan",
    "proactive social prescribing",
    "lived experience",
    "full cost recovery",
    "benefits realisation",
    "interoperability",
    "de-identified data",
]


def sentences(text):
    return [part for part in re.split(r"[.!?](?:\s+|$)", text) if part]


def syllables(word):
    """Count the groups of vowels that are spoken, which an "e" at the end mostly is not."""
    spoken = SILENT.sub("", word.lower())
    return max(1, len(re.findall("[aeiouy]{1,2}", spoken)))


def grade(text):
    """Return the Flesch-Kincaid grade of a text."""
    words = re.findall(r"[\w'&]+", text)
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * spoken / len(words) - 15.59


def texts_of(statement):
    """Our texts on a statement by their kind; the levels of one statement are read together."""
    return {
        "plain": statement.plain,
        "why": statement.why,
        "in_practice": " ".join(statement.in_practice.values()),
    }


def our_texts(framework):
    """Everything that we say of a framework."""
    explained = [
        text
        for scope in framework.scopes
        for statement in scope.statements
        for text in texts_of(statement).values()
    ]
    return [*explained, *(term.meaning for term in framework.glossary)]


def quoted_texts(framework):
    """Everything that a framework quotes of its source."""
    for level in framework.levels:
        yield from (level.definition, *(bullet.text for bullet in level.bullets))
    for scope in framework.scopes:
        yield from (statement.text for statement in scope.statements)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("prescribing", 3),
        ("link", 1),
        ("community", 4),
        ("services", 3),
        ("named", 1),
        ("needed", 2),
        ("people", 2),
        ("the", 1),
        ("use", 1),
        ("young", 1),
        ("rules", 1),
        ("able", 2),
        ("changes", 2),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_a_text_for_children_has_a_lower_grade_than_one_for_officials():
    assert grade("The cat sat on the mat. It was a fat cat.") < 2
    assert grade("Interdependent organisational programmes necessitate utilisation.") > 20


@pytest.mark.parametrize(("framework", "statement"), STATEMENTS)
def test_every_statement_is_explained_at_every_level(framework, statement):
    assert statement.plain
    assert statement.why
    assert [*statement.in_practice] == [level.value for level in framework.levels]


@pytest.mark.parametrize(("framework", "statement"), STATEMENTS)
def test_explanations_are_short_sentences(framework, statement):
    assert len(sentences(statement.plain)) <= 2, framework.id
    assert len(sentences(statement.why)) == 1
    assert all(len(sentences(example)) == 1 for example in statement.in_practice.values())
    texts = (statement.plain, statement.why, *statement.in_practice.values())
    assert all(text.endswith((".", "?")) for text in texts)
    longest = max(len(sentence.split()) for text in texts for sentence in sentences(text))
    assert longest <= 30


@pytest.mark.parametrize(("framework", "statement"), STATEMENTS)
def test_each_explanation_can_be_read_by_a_child_of_about_eleven(framework, statement):
    grades = {kind: grade(text) for kind, text in texts_of(statement).items()}
    assert max(grades.values()) <= GRADE_OF_ONE, (framework.id, grades)


@pytest.mark.parametrize("kind", ["plain", "why", "in_practice"])
@pytest.mark.parametrize("framework", EVERY_FRAMEWORK)
def test_all_explanations_together_have_the_reading_age_of_eleven(framework, kind):
    texts = [
        texts_of(statement)[kind] for scope in framework.scopes for statement in scope.statements
    ]
    assert grade(" ".join(texts)) <= GRADE_OF_ALL


@pytest.mark.parametrize("framework", EVERY_FRAMEWORK)
def test_meanings_in_the_glossary_have_the_reading_age_of_eleven_to_thirteen(framework):
    assert grade(" ".join(term.meaning for term in framework.glossary)) <= 8


@pytest.mark.parametrize("framework", EVERY_FRAMEWORK)
def test_our_words_use_no_abbreviation_that_the_glossary_does_not_have(framework):
    abbreviations = {
        word
        for text in our_texts(framework)
        for word in re.findall(r"\b[A-Z&]*[A-Z][A-Z&]+\w*", text)
    }
    assert abbreviations
    assert [word for word in abbreviations if not glossary_for(framework, word)] == []


@pytest.mark.parametrize("framework", EVERY_FRAMEWORK)
def test_every_abbreviation_of_the_source_is_in_the_glossary(framework):
    text = " ".join(quoted_texts(framework)).replace("Open Referral UK", "")
    abbreviations = set(re.findall(r"\b(?:[A-Z][\w&]*[A-Z0-9]\w*|[a-z]+[A-Z]\w*)", text))
    assert abbreviations
    assert [word for word in abbreviations if not glossary_for(framework, word)] == []


@pytest.mark.parametrize("framework", EVERY_FRAMEWORK)
def test_every_term_of_the_glossary_comes_up(framework):
    text = "\n".join([*quoted_texts(framework), *our_texts(framework)])
    idle = {term.term for term in framework.glossary}
    idle -= {term.term for term in glossary_for(framework, text)}
    assert idle == set()


@pytest.mark.parametrize("framework", EVERY_FRAMEWORK)
def test_every_way_of_writing_a_term_finds_it(framework):
    for term in framework.glossary:
        for form in term.forms:
            assert glossary_for(framework, f"about {form}, then") == [term]


@pytest.mark.parametrize("word", [*ABBREVIATIONS, *PHRASES])
def test_the_words_that_people_ask_about_are_explained(frameworks, word):
    (term,) = glossary_for(frameworks.get_or_raise("nhs-spmf"), f"What is {word}?")
    assert word in term.forms


@pytest.mark.parametrize("framework", EVERY_FRAMEWORK)
def test_no_two_statements_are_explained_alike(framework):
    said = Counter(
        text
        for scope in framework.scopes
        for statement in scope.statements
        for text in (statement.plain, statement.why, *statement.in_practice.values())
    )
    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize(("framework", "statement"), STATEMENTS)
def test_our_words_are_not_the_source_s(framework, statement):
    quoted = {text.strip(".").casefold() for text in quoted_texts(framework)}
    texts = (statement.plain, statement.why, *statement.in_practice.values())
    assert not {text.strip(".").casefold() for text in texts} & quoted


def test_levels_of_the_nhs_framework_are_pictured_as_commitment_and_not_as_coverage(frameworks):
    counted = re.compile(r"\d|%|\b(half|majority|quarter|per cent|most practices|some practices)\b")
    for scope in frameworks.get_or_raise("nhs-spmf").scopes:
        for statement in scope.statements:
            assert not any(map(counted.search, statement.in_practice.values())), statement.id
