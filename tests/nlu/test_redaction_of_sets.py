"""What is taken out of messages leaves the evaluation sets alone: nobody's notes are harmed."""

from pathlib import Path

import pytest
import yaml

from api.safety.redaction import redact

FOLDER = Path(__file__).parent / "evaluation"
# Messages in which something personal is said; counted, never read.
MOST_CHANGED = {"second_needs": 1}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_hardly_a_message_is_changed(path: Path) -> None:
    messages = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = [message["text"] for message in messages]
    assert len(texts) > 100
    changed = sum(redact(text) != text for text in texts)
    assert changed <= MOST_CHANGED.get(path.stem, 0)
