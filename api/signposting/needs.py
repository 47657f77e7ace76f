"""The needs that people may have, with their titles in plain words (``needs.yml``)."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("needs.yml")


class Need(StrEnum):
    """Something that somebody would like help with."""

    LONELINESS = "loneliness"
    LOW_MOOD_ANXIETY = "low_mood_anxiety"
    BEREAVEMENT = "bereavement"
    EXERCISE = "exercise"
    WEIGHT = "weight"
    FOOD = "food"
    MONEY_DEBT = "money_debt"
    HOUSING = "housing"
    WORK = "work"
    ENGLISH_LANGUAGE = "english_language"
    DIGITAL = "digital"
    TRANSPORT = "transport"
    CARERS = "carers"
    DEMENTIA = "dementia"
    LONG_TERM_CONDITION = "long_term_condition"
    DISABILITY = "disability"
    ALCOHOL = "alcohol"
    DRUGS = "drugs"
    SMOKING = "smoking"
    GAMBLING = "gambling"
    DOMESTIC_ABUSE = "domestic_abuse"
    PARENTING = "parenting"
    ARTS = "arts"
    NATURE = "nature"
    VOLUNTEERING = "volunteering"


@lru_cache(maxsize=1)
def need_titles() -> dict[Need, str]:
    """Give the title of each need, in the file's order."""
    return {Need(need): entry["title"] for need, entry in _table().items()}


@lru_cache(maxsize=1)
def need_phrases() -> dict[Need, tuple[str, ...]]:
    """Give the phrases that denote each need, as they are written in the file."""
    return {Need(need): tuple(map(str, entry["phrases"])) for need, entry in _table().items()}


def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = yaml.load(
        _FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return table
