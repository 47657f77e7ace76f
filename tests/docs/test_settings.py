"""docs/settings.md describes every setting as the code has it, and no other."""

import re

import pytest
from pydantic.fields import FieldInfo

from api.config import ROOT, Environment, Settings, UnsafeSettings

ROWS = {
    name: (default, description)
    for name, default, description in re.findall(
        r"^\| `SIGNPOST_(\w+)` \| (.*?) \| (.*) \|$",
        (ROOT / "docs" / "settings.md").read_text("utf-8"),
        re.MULTILINE,
    )
}


def _default(field: FieldInfo) -> str:
    if field.default is None:
        return "–"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    return f"`{str(field.default).replace(f'{ROOT}/', '')}`"


def test_every_setting_and_no_other_is_documented() -> None:
    assert set(ROWS) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_default_and_description_are_those_of_the_code(name: str) -> None:
    field = Settings.model_fields[name]
    assert ROWS[name.upper()] == (_default(field), field.description)


def test_production_names_every_unsafe_default() -> None:
    with pytest.raises(UnsafeSettings) as refused:
        Settings(environment=Environment.PRODUCTION)
    for name in ("API_KEY", "ENGINE_TOKEN", "DEMO", "PUBLIC_URL"):
        assert f"SIGNPOST_{name}" in refused.value.detail
