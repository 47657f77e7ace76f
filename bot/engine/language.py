"""The spaCy language of the engine, built from what the packages ship: nothing is downloaded."""

from pathlib import Path
from typing import Any, Dict, Text

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from spacy.language import Language

BUILT_IN = "signpost"


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="SignpostLanguage",
)
class SignpostLanguage(SpacyNLP):
    """Rasa's spaCy component with a language of our own.

    ``model: signpost`` (the default) is English with lookup lemmas; any other value is the path
    of a spaCy pipeline, as in Rasa's own component.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Lower-case texts, as messages are typed on phones."""
        return {"case_sensitive": False, "model": BUILT_IN}

    @staticmethod
    def load_model(spacy_model_name: Text) -> SpacyModel:
        """Build the language, or load the pipeline at a path."""
        if spacy_model_name not in (None, BUILT_IN):
            return SpacyNLP.load_model(spacy_model_name)
        return SpacyModel(model=build_language(), model_name=f"{BUILT_IN}-{spacy.__version__}")


def build_language() -> Language:
    """Build English with lookup lemmas."""
    language = spacy.blank("en")
    language.add_pipe("lemmatizer", config={"mode": "lookup"})
    language.initialize()
    language._path = Path(__file__).parent  # Rasa refuses a language that has no path.
    return language
