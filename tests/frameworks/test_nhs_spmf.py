"""The NHS framework against the tables of its document, character by character."""

import re
from pathlib import Path

import pytest

TABLES = Path(__file__).parent / "source" / "nhs-spmf-v2-tables.txt"
SCOPE_TITLES = ("Neighbourhood", "Place", "Integrated Care System")


@pytest.fixture(scope="module")
def spmf(frameworks):
    return frameworks.get_or_raise("nhs-spmf")


@pytest.fixture(scope="module")
def tables():
    """The text of each scope's table, by the title of the scope."""
    text = TABLES.read_text(encoding="utf-8")
    text = text[text.index("4. The Maturity Framework") :]
    pieces = re.split(rf"^\| ({'|'.join(SCOPE_TITLES)}) \|.*$", text, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def visible(text):
    """Every character of a text but white space."""
    return "".join(text.split())


def without_rules(table):
    """A table's text without its lines and its row of column heads."""
    rows = [row for row in table.splitlines() if not re.fullmatch(r"[|\s-]*", row)]
    return visible("".join(row.replace("|", " ") for row in rows[2:]))


def printed_heads(domain, group, first):
    """The ways in which a document can print the heading of a group."""
    number = f"{group.number}." if group.number else ""
    heading = visible(number + group.title)
    # One table prints the first sub-heading of a domain above the domain's own name.
    title = visible(domain.title)
    return [title + heading, heading + title] if first else [heading]


def take(stream, *starts):
    """Return what follows the start that the stream has."""
    for start in starts:
        if stream.startswith(start):
            return stream[len(start) :]
    pytest.fail(f"the document has {stream[:120]!r} where the file has {starts}")


@pytest.mark.parametrize("title", SCOPE_TITLES)
def test_every_visible_character_of_the_tables_is_in_the_file_and_no_other(spmf, tables, title):
    (scope,) = [scope for scope in spmf.scopes if scope.title == title]
    stream = without_rules(tables[title])
    for domain in scope.domains:
        for group in domain.groups:
            stream = take(stream, *printed_heads(domain, group, group is domain.groups[0]))
            for statement in group.statements:
                stream = take(stream, f"{statement.letter}){visible(statement.text)}")
    assert stream == ""


def test_the_levels_are_those_of_the_document(spmf):
    text = TABLES.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| (\w+) \| (This element .*?) \|$", text, flags=re.MULTILINE)
    assert [(str(level.value), level.name, level.definition) for level in spmf.levels] == rows
    assert len(rows) == 4


def test_the_statements_are_counted_by_scope_and_domain(spmf):
    counts = {
        scope.id: [(domain.id, len(domain.statements)) for domain in scope.domains]
        for scope in spmf.scopes
    }
    names = ["leadership", "workforce", "planning", "digital", "evidence"]
    assert counts == {
        "neighbourhood": list(zip(names, [8, 14, 3, 7, 3], strict=True)),
        "place": list(zip(names, [1, 4, 8, 4, 4], strict=True)),
        "ics": list(zip(names, [12, 4, 7, 6, 4], strict=True)),
    }
    assert [len(scope.statements) for scope in spmf.scopes] == [35, 21, 33]


def test_each_scope_is_for_its_own_kind_of_organisation(spmf):
    kinds = {scope.prefix: scope.organisation_kinds for scope in spmf.scopes}
    assert kinds == {"N": ("pcn",), "P": ("place",), "I": ("ics",)}


def test_letters_that_begin_again_keep_ids_apart(spmf):
    digital = spmf.scope("neighbourhood").domains[3]
    assert [[statement.id for statement in group.statements] for group in digital.groups] == [
        ["N4a", "N4b", "N4c", "N4d"],
        ["N4Ea", "N4Eb", "N4Ec"],
    ]


def test_the_statement_of_two_paragraphs_is_shown_as_two(spmf):
    first, second = spmf.statement("N1g").statement.in_paragraphs.split("\n")
    assert first.endswith("information management")
    assert second.startswith("Where the social prescribing service")


@pytest.mark.parametrize(
    ("statement_id", "words"),
    [
        ("N1g", "information management Where the social prescribing service"),
        ("N1g", "data protection impact assessment"),
        ("P4c", "link to national services and use a common standard"),
        ("I1h", "connecting with health inclusion groups and those most impacted"),
        ("I4c", "activities and outcome data. This data is routinely shared"),
    ],
)
def test_statements_that_a_page_break_cuts_are_whole(spmf, statement_id, words):
    assert words in spmf.statement(statement_id).statement.text


def test_the_numbers_of_ids_are_those_of_the_document(spmf):
    for scope in spmf.scopes:
        for number, domain in enumerate(scope.domains, start=1):
            assert domain.groups[0].number == number
            assert [group.number for group in domain.groups[1:]] == [None] * (
                len(domain.groups) - 1
            )
            assert all(
                statement.id.startswith(f"{scope.prefix}{number}")
                for statement in domain.statements
            )


def test_no_stray_space_is_left_before_a_punctuation_mark(spmf):
    for scope in spmf.scopes:
        for statement in scope.statements:
            assert not re.search(r" [,.;:)]", statement.text), statement.id


def test_an_emphasis_ends_where_the_document_shows_that_its_bold_print_ended(spmf, tables):
    witnessed = []
    for scope in spmf.scopes:
        for match in re.finditer(r"([^|]+?) ([,.;])(?= )", tables[scope.title]):
            before = re.sub(r"^[a-z]\)", "", visible(match[1]))
            (statement,) = [
                statement
                for statement in scope.statements
                if before[-45:] + match[2] in visible(statement.text)
            ]
            assert before.endswith(visible(statement.emphasis)), statement.id
            witnessed.append(statement.id)
    assert len(witnessed) == len(set(witnessed)) == 28


def test_an_emphasis_is_a_phrase_and_not_the_whole_statement(spmf):
    for scope in spmf.scopes:
        for statement in scope.statements:
            assert 3 <= len(statement.emphasis.split()) < len(statement.text.split()), statement.id
