"""Examines one framework file, together with the file of words beside it, for every fault."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from api.frameworks.faults import Fault, faults_of_findings, faults_of_model
from api.frameworks.nodes import Node, format_path
from api.frameworks.schemas import Framework
from api.frameworks.words import Words, misfits, with_words
from api.frameworks.yaml_reader import Document, UnreadableYaml, read_yaml

_WORDS = ".words"


@dataclass(frozen=True, slots=True)
class Examined:
    """What one file gave: its framework, or the faults for which it gave none."""

    file: str
    faults: list[Fault]
    document: Document | None = None
    framework: Framework | None = None

    @property
    def framework_id(self) -> str:
        """The id as it stands in the file, or an empty text."""
        return "" if self.document is None else Node(self.document.data).text("id")


def words_file(framework_file: Path) -> Path:
    """Return where the words of a framework file stand, if it has any."""
    return framework_file.with_stem(framework_file.stem + _WORDS)


def framework_file(file: Path) -> Path:
    """Return the framework file that a file of words explains, or any other file itself."""
    return file.with_stem(file.stem.removesuffix(_WORDS))


def examine(file: Path) -> Examined:
    """Read a framework file and its words, and find every fault of both."""
    beside = words_file(file)
    if beside.exists() and not file.exists():
        fault = Fault(str(beside), "", f"no {file.name} beside it", "the framework file beside it")
        return Examined(str(file), [fault])
    document, faults = _read(file)
    framework = None if document is None else _validate(file, document, Framework, faults)
    if beside.exists():
        framework = _explain(beside, document, framework, faults)
    return Examined(str(file), faults, document, framework)


def _explain(
    file: Path, explained: Document | None, framework: Framework | None, faults: list[Fault]
) -> Framework | None:
    """Return the framework with its words; adds to ``faults`` what is wrong with them."""
    document, unreadable = _read(file)
    faults += unreadable
    if document is None:
        return framework
    words = _validate(file, document, Words, faults)
    raw = None if explained is None else explained.data
    faults += faults_of_findings(str(file), document, misfits(document.data, raw))
    if faults or words is None or not isinstance(raw, dict):
        return framework
    return Framework.model_validate(with_words(raw, words))


def _read(file: Path) -> tuple[Document | None, list[Fault]]:
    """Return what a file holds, with its faults as YAML."""
    name = str(file)
    try:
        document = read_yaml(file.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [Fault(name, "", reason, "a file that can be read")]
    except UnicodeDecodeError as error:
        byte = f"byte {error.object[error.start]:#04x} at offset {error.start}"
        return None, [Fault(name, "", byte, "text in UTF-8")]
    except UnreadableYaml as error:
        return None, [Fault(name, "", error.problem, "YAML", error.line)]
    return document, _duplicates(name, document)


def _duplicates(name: str, document: Document) -> list[Fault]:
    return [
        Fault(
            name,
            format_path(duplicate.path),
            f"'{duplicate.path[-1]}' a second time",
            f"each field once; it stands on line {duplicate.first_line} already",
            duplicate.line,
        )
        for duplicate in document.duplicate_keys
    ]


def _validate[M: BaseModel](
    file: Path, document: Document, model: type[M], faults: list[Fault]
) -> M | None:
    """Return what the document describes; adds to ``faults`` for what it describes nothing."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        faults += faults_of_model(str(file), document, error, model)
        return None
