"""The spaCy language of the engine, built from what the packages ship: nothing is downloaded."""

from functools import lru_cache

import spacy
from spacy.language import Language


@lru_cache(maxsize=1)
def build_language() -> Language:
    """Build English with lookup lemmas, once."""
    language = spacy.blank("en")
    language.add_pipe("lemmatizer", config={"mode": "lookup"})
    language.initialize()
    return language
