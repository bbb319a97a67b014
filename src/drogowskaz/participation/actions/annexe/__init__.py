"""What an organisation, or somebody with its consent, does with its annexe."""

from drogowskaz.participation.actions.annexe.bringing import Change, Preview, copy_last_year, import_answers, preview_of
from drogowskaz.participation.actions.annexe.filling import (
    Fate,
    Outcome,
    Save,
    remove_place,
    restore_place,
    save_answers,
)
from drogowskaz.participation.actions.annexe.publishing import change_publication
from drogowskaz.participation.actions.annexe.sending import correct_returned, offer_waiting, send_annexe
from drogowskaz.participation.actions.annexe.starting import Consent, record_consent, start_annexe, take_up, tidy_code
from drogowskaz.participation.actions.annexe.taking_back import Of, take_back_consent, withdraw

__all__ = [
    "Change",
    "Consent",
    "Fate",
    "Of",
    "Outcome",
    "Preview",
    "Save",
    "change_publication",
    "copy_last_year",
    "correct_returned",
    "import_answers",
    "offer_waiting",
    "preview_of",
    "record_consent",
    "remove_place",
    "restore_place",
    "save_answers",
    "send_annexe",
    "start_annexe",
    "take_back_consent",
    "take_up",
    "tidy_code",
    "withdraw",
]
