"""The dialogue policy: rules only, with "back" and "restart" as people mean them."""

from typing import Optional, Text, Tuple

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class AssessmentRulePolicy(RulePolicy):
    """Rasa's rule policy without its built-in meaning of the intents ``back`` and ``restart``.

    Rasa would rewind the conversation by two turns, or wipe it. Here "back" shows the statement
    before, and "restart" asks whether the answers should be cleared.
    """

    @staticmethod
    def _find_action_from_default_actions(
        tracker: DialogueStateTracker,
    ) -> Tuple[Optional[Text], Optional[Text]]:
        return None, None
