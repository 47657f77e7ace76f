"""What the documents and the pipeline's settings point to is there."""

import re
from pathlib import Path

import pytest

from api.config import ROOT

DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "bot").glob("*/*.md"),
    *(ROOT / "frameworks").glob("*.md"),
]
OUTSIDE = re.compile(r"^(?:https?:|mailto:|#)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_a_file(document: Path):
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8"))
    inside = [link.split("#")[0] for link in links if not OUTSIDE.match(link)]
    assert [link for link in inside if not (document.parent / link).exists()] == []


def test_the_pipelines_settings_name_documents_that_are_there():
    named = re.findall(r"docs/[\w./-]*\w", (ROOT / "config.yml").read_text(encoding="utf-8"))
    assert len(named) >= 2
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_decision_has_a_number_of_its_own_and_says_it():
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert len(set(numbers)) == len(numbers)
    firsts = [page.read_text(encoding="utf-8").split(".")[0] for page in pages]
    assert firsts == [f"# {int(number)}" for number in numbers]
