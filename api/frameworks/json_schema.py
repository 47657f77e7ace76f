"""Writes the JSON Schema of framework files, for editors and other tools.

Run it as ``python -m api.frameworks.json_schema`` after a change of the models.
"""

import json
from pathlib import Path
from typing import Any

from api.frameworks.schemas import Framework

SCHEMA_FILE = Path(__file__).resolve().parents[2] / "frameworks" / "schema.json"


def framework_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a framework file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Framework.model_json_schema(by_alias=True),
    }


def write_json_schema(path: Path) -> None:
    """Write the JSON Schema of framework files to ``path``."""
    text = json.dumps(framework_json_schema(), indent=2, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write_json_schema(SCHEMA_FILE)
