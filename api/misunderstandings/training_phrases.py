"""Labelled messages as training phrases for the assistant. Pure."""

import re
from collections.abc import Iterable
from itertools import groupby

import yaml

_VERSION = "3.1"
# Rasa reads [text](entity) and {"entity": …} inside an example as a mark-up of its own.
_MARK_UP = str.maketrans("[]{}", "()()")


class _Block(str):
    """A text that is written on lines of its own."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    pass


def _write_block(dumper: yaml.SafeDumper, text: _Block) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")


_Dumper.add_representer(_Block, _write_block)


def as_training_phrases(labelled: Iterable[tuple[str, str]]) -> str:
    """Return pairs of intent and text as a file of examples that Rasa 3 can train from.

    Each text stands on one line, without characters that would be read as mark-up; the same text
    stands once under an intent.
    """
    pairs = sorted({(intent, _one_line(text)) for intent, text in labelled if _one_line(text)})
    intents = [
        {"intent": intent, "examples": _Block("".join(f"- {text}\n" for _, text in of_intent))}
        for intent, of_intent in groupby(pairs, key=lambda pair: pair[0])
    ]
    written: str = yaml.dump(
        {"version": _VERSION, "nlu": intents},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=1000,
    )
    return written


def _one_line(text: str) -> str:
    printable = "".join(each if each.isprintable() else " " for each in text)
    return re.sub(r"\s+", " ", printable.translate(_MARK_UP)).strip(" -")
