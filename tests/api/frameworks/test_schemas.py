import copy

import pytest
from pydantic import ValidationError

from api.frameworks.schemas import (
    Framework,
    LevelOutsideScale,
    ScopeNotFound,
    Statement,
    StatementNotFound,
)


def test_a_scope_gives_its_statements_in_the_order_of_the_source(garden):
    ids = [statement.id for statement in garden.scope("bed").statements]
    assert ids == ["B1a", "B1b", "B1Ca", "B2a"]


def test_a_domain_gives_the_statements_of_all_its_groups(garden):
    soil = garden.scope("bed").domains[0]
    assert [statement.id for statement in soil.statements] == ["B1a", "B1b", "B1Ca"]


def test_a_statement_is_found_with_where_it_stands(garden):
    placed = garden.statement("B1Ca")
    assert placed.statement.text == "There is a compost heap"
    assert (placed.scope.id, placed.domain.id, placed.group.id) == ("bed", "soil", "compost")


def test_an_unknown_statement_is_named_with_the_ids_that_there_are(garden):
    with pytest.raises(StatementNotFound) as caught:
        garden.statement("Z9")
    assert caught.value.status == 404
    assert caught.value.detail == (
        "Framework garden-club has no statement 'Z9': it has B1a to B2a (bed), G1a to G1a (garden)."
    )


def test_an_unknown_scope_is_named_with_the_scopes_that_there_are(garden):
    with pytest.raises(ScopeNotFound) as caught:
        garden.scope("pond")
    assert caught.value.status == 404
    assert caught.value.detail == "Framework garden-club has no scope 'pond': it has bed, garden."


def test_a_level_is_found_by_its_value(garden):
    assert [garden.level(value).name for value in (1, 2, 3)] == ["Seed", "Sprout", "Harvest"]


@pytest.mark.parametrize("value", [0, 4, -1])
def test_a_level_outside_the_scale_is_refused(garden, value):
    with pytest.raises(LevelOutsideScale) as caught:
        garden.level(value)
    assert caught.value.status == 422
    assert str(value) in caught.value.detail
    assert "allowed are 1 to 3" in caught.value.detail


def test_a_descriptor_says_what_a_level_means_for_a_statement(garden):
    dug = garden.statement("B1a").statement
    described = dug.descriptor(1)
    assert described is not None
    assert (described.text, described.bullets) == ("Bare soil, no tools", ("L1.1",))


def test_a_source_that_is_silent_gives_no_descriptor(garden):
    assert garden.statement("B1a").statement.descriptor(3) is None
    assert garden.statement("B1b").statement.descriptor(1) is None


def test_no_field_of_a_framework_can_be_set(garden):
    with pytest.raises(ValidationError, match="frozen"):
        garden.title = "Another"
    with pytest.raises(ValidationError, match="frozen"):
        garden.scope("bed").statements[0].text = "Another"


def test_a_statement_of_two_paragraphs_is_shown_as_two_and_keeps_its_text():
    text = "Dig the bed Where it is wet, drain it"
    statement = Statement(id="G1a", text=text, emphasis="Dig", break_before="Where it is wet")
    assert statement.text == text
    assert statement.in_paragraphs == "Dig the bed\nWhere it is wet, drain it"
    assert Statement(id="G1a", text=text, emphasis="Dig").in_paragraphs is None


def test_a_statement_alone_refuses_a_break_that_it_does_not_contain():
    with pytest.raises(ValidationError, match="an exact part of the text"):
        Statement(id="G1a", text="Dig the bed", emphasis="Dig", break_before="Drain")


def test_a_statement_alone_refuses_an_emphasis_that_it_does_not_contain():
    with pytest.raises(ValidationError, match="an exact part of the text 'One two'"):
        Statement(id="B1a", text="One two", emphasis="one two")


def test_a_framework_of_models_is_checked_like_a_framework_of_data(garden):
    level = garden.levels[0].model_copy(update={"value": 2})
    fields = {name: getattr(garden, name) for name in Framework.model_fields}
    fields["schema"] = fields.pop("schema_version")
    fields["levels"] = (level, *garden.levels[1:])
    with pytest.raises(ValidationError) as caught:
        Framework(**fields)
    assert [error["loc"] for error in caught.value.errors()] == [("levels", 0, "value")]


def test_a_framework_survives_json_there_and_back(garden):
    assert Framework.model_validate_json(garden.model_dump_json()) == garden
    assert Framework.model_validate(garden.model_dump(mode="json")) == garden


def test_reading_a_framework_leaves_the_data_as_it_was(garden_data):
    before = copy.deepcopy(garden_data)
    Framework.model_validate(garden_data)
    assert garden_data == before
