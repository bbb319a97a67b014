"""What the sides of a cooperation agreement do with it, each act whole or not at all."""

from drogowskaz.participation.actions.agreement.opening import (
    drop_agreement,
    end_agreement,
    open_agreement,
    put_to_talks,
    terminate_agreement,
)
from drogowskaz.participation.actions.agreement.parties import join_agreement, leave_agreement
from drogowskaz.participation.actions.agreement.points import (
    ConditionText,
    ScopeText,
    add_condition,
    change_condition,
    change_scope,
    remove_condition,
    say_opinion,
)
from drogowskaz.participation.actions.agreement.rest import agree_with_rest
from drogowskaz.participation.actions.agreement.signing import Signer, reopen_talks, sign_agreement

__all__ = [
    "ConditionText",
    "ScopeText",
    "Signer",
    "add_condition",
    "agree_with_rest",
    "change_condition",
    "change_scope",
    "drop_agreement",
    "end_agreement",
    "join_agreement",
    "leave_agreement",
    "open_agreement",
    "put_to_talks",
    "remove_condition",
    "reopen_talks",
    "say_opinion",
    "sign_agreement",
    "terminate_agreement",
]
