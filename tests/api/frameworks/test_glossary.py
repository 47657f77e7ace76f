import pytest

from api.frameworks.glossary import glossary_for
from api.frameworks.schemas import Framework

TERMS = [
    {"term": "GP", "also": ["IT"], "meaning": "x"},
    {"term": "SPLW", "also": ["link worker"], "stands_for": "social prescriber", "meaning": "x"},
    {"term": "social prescribing", "meaning": "x"},
    {"term": "social prescribing champion", "meaning": "x"},
    {"term": "inter-operability", "meaning": "x"},
    {"term": "A&E", "meaning": "x"},
    {"term": "DES", "meaning": "x"},
    {"term": "health inequality", "meaning": "x"},
    {"term": "survey", "meaning": "x"},
]


@pytest.fixture
def explained(garden_data):
    garden_data["glossary"] = TERMS
    return Framework.model_validate(garden_data)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The SPLW and the DES", ["SPLW", "DES"]),
        ("The DES and the SPLW, a splw", ["DES", "SPLW"]),
        ("Link Workers, or link-workers' friends", ["SPLW"]),
        ("Link\nworkers", ["SPLW"]),
        ("A social prescriber", ["SPLW"]),
        ("Two Social Prescribing Champions", ["social prescribing champion"]),
        ("Social prescribing has a champion", ["social prescribing"]),
        ("interoperability or inter-operability", ["inter-operability"]),
        ("in A&E.", ["A&E"]),
        ("health inequalities", ["health inequality"]),
        ("two surveys", ["survey"]),
        ("GPs/IT", ["GP"]),
        ("it is their gp", []),
        ("description", []),
        ("designed by a linkworker", []),
        ("", []),
    ],
)
def test_terms_are_found_in_any_number_and_case(explained, text, found):
    assert [term.term for term in glossary_for(explained, text)] == found


def test_a_framework_without_a_glossary_explains_nothing(garden):
    silent = garden.model_copy(update={"glossary": ()})
    assert glossary_for(silent, "The SPLW and the DES") == []
