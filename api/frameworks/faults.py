"""Faults of framework files: where, what was seen, and what is allowed there."""

import difflib
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rich.table import Table
from rich.text import Text

from api.frameworks.nodes import Finding, Path, format_path
from api.frameworks.schemas import Framework
from api.frameworks.yaml_reader import Document

NOTHING = "nothing"

_ALLOWED = {
    "bool_type": "true or false",
    "date_from_datetime_parsing": "a date, year first: 2023-02-06",
    "enum": "{expected}",
    "float_type": "a number",
    "greater_than_equal": "{ge} or more",
    "int_type": "a whole number",
    "less_than_equal": "{le} or less",
    "literal_error": "{expected}",
    "dict_type": "a group of fields",
    "missing": "this field; it cannot be left out",
    "model_type": "a group of fields",
    "string_too_long": "at most {max_length} characters",
    "string_too_short": "some text",
    "string_type": "text; put a number, a date, yes or no in quotes",
    "too_long": "at most {max_length} of these",
    "too_short": "at least {min_length} of these",
    "tuple_type": "a list",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one framework file.

    ``path`` is empty when the fault concerns the file as a whole; ``line`` counts from 1 and is
    None when no line can be named.
    """

    file: str
    path: str
    value: str
    allowed: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The file, with the line where there is one."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def __str__(self) -> str:
        where = f"{self.place}: {self.path}" if self.path else self.place
        return f"{where}: saw {self.value}; allowed: {self.allowed}"


def show_value(value: object) -> str:
    """Write a value in one short line."""
    if value is None:
        return NOTHING
    return reprlib.Repr(maxstring=80, maxother=80, maxlist=3, maxdict=3, maxlevel=2).repr(value)


def faults_of_model(
    file: str, document: Document, error: ValidationError, model: type[BaseModel] = Framework
) -> list[Fault]:
    """Turn what pydantic found in a file of that model into faults, in the order of the file."""
    faults = [_fault(file, document, each, model) for each in error.errors() if not _is_echo(each)]
    return in_order(faults)


def faults_of_findings(file: str, document: Document, findings: Iterable[Finding]) -> list[Fault]:
    """Turn what our own rules found into faults, in the order of the file."""
    return in_order(
        Fault(
            file,
            format_path(found.path),
            show_value(found.value),
            found.allowed,
            document.line_of(found.path),
        )
        for found in findings
    )


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return each fault once, in the order of the file."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.line or 0, fault.path))


def faults_as_text(faults: Iterable[Fault]) -> str:
    """Write one fault a line, for a log, a pipe or an error."""
    return "\n".join(map(str, faults))


def faults_as_table(faults: Iterable[Fault]) -> Table:
    """Lay faults out for a terminal."""
    table = Table("Where", "Field", "Seen", "Allowed", show_lines=True)
    for fault in faults:
        cells = (fault.place, fault.path or "the whole file", fault.value, fault.allowed)
        # As Text, since "[0]" in a path would otherwise be taken for markup.
        table.add_row(*(Text(cell, overflow="fold") for cell in cells))
    return table


def _fault(file: str, document: Document, found: ErrorDetails, model: type[BaseModel]) -> Fault:
    path = _path_in(document.data, found["loc"])
    value = NOTHING if found["type"] == "missing" else show_value(found["input"])
    if found["type"] == "extra_forbidden":
        allowed = _known_fields(path, model)
        return Fault(file, format_path(path), value, allowed, document.line_of(path))
    template = _ALLOWED.get(found["type"])
    allowed = template.format(**found.get("ctx", {})) if template else found["msg"]
    return Fault(file, format_path(path), value, allowed, document.line_of(path))


def _is_echo(found: ErrorDetails) -> bool:
    """Tell whether another fault of the file says the same in better words."""
    if found["type"] == "too_short":
        # pydantic counts the items that are right; the items that are not have faults themselves.
        return bool(len(found["input"]) >= found["ctx"]["min_length"])
    # Keys are levels and ids of statements; rules of their own name those that there are.
    return bool(found["loc"]) and found["loc"][-1] == "[key]"


def _path_in(data: object, location: tuple[str | int, ...]) -> Path:
    """Write a mapping's keys as text, whatever they are, so that only a list has ``[0]``."""
    path: list[str | int] = []
    for step in location:
        if isinstance(data, list) and isinstance(step, int):
            path.append(step)
            data = data[step] if step < len(data) else None
        else:
            path.append(str(step))
            data = _entry(data, str(step))
    return tuple(path)


def _entry(data: object, key: str) -> object:
    entries = data.items() if isinstance(data, Mapping) else ()
    return next((value for name, value in entries if str(name) == key), None)


def _known_fields(path: Path, root: type[BaseModel]) -> str:
    model: Any = root
    for step in path[:-1]:
        model = _model_at(model, str(step))
    names = [field.alias or name for name, field in model.model_fields.items()]
    close = difflib.get_close_matches(str(path[-1]), names, n=1)
    hint = f"{close[0]}? " if close else ""
    return f"{hint}The fields here are {', '.join(names)}"


def _model_at(model: Any, step: str) -> Any:
    """Return the model that stands at a field, or the same one for a list's or mapping's step."""
    for name, field in model.model_fields.items():
        if step == (field.alias or name):
            return _first_model(field.annotation) or model
    return model


def _first_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_first_model, get_args(annotation))), None)
