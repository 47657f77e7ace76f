"""Writes the JSON Schemas of framework files and files of words, for editors and other tools.

Run it as ``python -m api.frameworks.json_schema`` after a change of the models.
"""

import json
from pathlib import Path
from typing import Any

from api.frameworks.parts import Part
from api.frameworks.schemas import Framework
from api.frameworks.words import Words

FOLDER = Path(__file__).resolve().parents[2] / "frameworks"
SCHEMAS: dict[str, type[Part]] = {"schema.json": Framework, "words.schema.json": Words}


def json_schema(model: type[Part]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the files that the model describes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True),
    }


def write_json_schemas(folder: Path) -> None:
    """Write the JSON Schema of each kind of file into ``folder``."""
    for name, model in SCHEMAS.items():
        text = json.dumps(json_schema(model), indent=2, ensure_ascii=False)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write_json_schemas(FOLDER)
