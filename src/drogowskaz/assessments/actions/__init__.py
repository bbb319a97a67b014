"""What changes things of this area: one verb, one transaction, one trace."""

from drogowskaz.assessments.actions.assessment import load_reading, publish, withdraw
from drogowskaz.assessments.actions.campaigns import open_campaign
from drogowskaz.assessments.actions.carrying import carry_over
from drogowskaz.assessments.actions.crosswalk import (
    accept_entry,
    contradictions,
    propose_entry,
    publish_entry,
    return_entry,
    withdraw_entry,
)
from drogowskaz.assessments.actions.cycles import (
    clear_date,
    close_cycle,
    open_cycle,
    plan_cycle,
    reopen_cycle,
    resume_cycle,
    send_to_council,
    set_date,
    suspend_cycle,
    take_from_council,
    write_down,
)
from drogowskaz.assessments.actions.demo import demo_cycle
from drogowskaz.assessments.actions.demo_forms import demo_forms
from drogowskaz.assessments.actions.migration_to_edition import move_to_official_form
from drogowskaz.assessments.actions.texts import write_text

__all__ = [
    "accept_entry",
    "carry_over",
    "clear_date",
    "close_cycle",
    "contradictions",
    "demo_cycle",
    "demo_forms",
    "load_reading",
    "move_to_official_form",
    "open_campaign",
    "open_cycle",
    "plan_cycle",
    "propose_entry",
    "publish",
    "publish_entry",
    "reopen_cycle",
    "resume_cycle",
    "return_entry",
    "send_to_council",
    "set_date",
    "suspend_cycle",
    "take_from_council",
    "withdraw",
    "withdraw_entry",
    "write_down",
    "write_text",
]
