"""The ways of understanding that `make nlu-eval` compares.

Each has the same tokenizer before it and the same rules after it, so that only the classifier
differs. "chosen" is the pipeline of config.yml.
"""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
Pipeline = list[dict[str, Any]]

_TOKENIZER = {"name": "bot.engine.tokenizer.SharedWordsTokenizer"}
_N_GRAMS = [
    {"name": "CountVectorsFeaturizer", "analyzer": "word", "min_ngram": 1, "max_ngram": 3},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 2, "max_ngram": 5},
]
# What Rasa's own default pipeline gives DIET, the most frequent of them: with all n-grams above an
# epoch takes minutes on two cores.
_N_GRAMS_OF_RASA = [
    {"name": "CountVectorsFeaturizer", "max_features": 4000},
    {
        "name": "CountVectorsFeaturizer",
        "analyzer": "char_wb",
        "min_ngram": 1,
        "max_ngram": 4,
        "max_features": 4000,
    },
]
_RULES = [{"name": "bot.engine.named_level.NamedLevelClassifier"}]


def _chosen() -> Pipeline:
    config = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))
    pipeline: Pipeline = config["pipeline"]
    return pipeline


PIPELINES: dict[str, Pipeline] = {
    "chosen": _chosen(),
    "logistic": [
        _TOKENIZER,
        *_N_GRAMS,
        {"name": "LogisticRegressionClassifier", "max_iter": 100, "tol": 0.001},
        *_RULES,
    ],
    "textcat": [_TOKENIZER, {"name": "bench.spacy_textcat.SpacyTextCategorizer"}, *_RULES],
    "diet": [
        _TOKENIZER,
        *_N_GRAMS_OF_RASA,
        {
            "name": "DIETClassifier",
            "epochs": 8,
            "batch_size": [128, 256],
            "number_of_transformer_layers": 1,
            "transformer_size": 128,
            "entity_recognition": False,
            "constrain_similarities": True,
            "random_seed": 0,
        },
        *_RULES,
    ],
}
SLOW = ("textcat", "diet")


def engine_settings() -> dict[str, str]:
    """Give what endpoints.yml asks for; the evaluation itself calls nobody."""
    return {
        "SIGNPOST_ACTIONS_URL": "http://127.0.0.1:9/webhook",
        "SIGNPOST_TRACKER_URL": "sqlite://",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
