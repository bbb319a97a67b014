"""The pages of an organisation's annexe."""

from drogowskaz.participation.views.annexe.answers import annexe_answers
from drogowskaz.participation.views.annexe.assisting import annexe_assisting
from drogowskaz.participation.views.annexe.fates import annexe_fates
from drogowskaz.participation.views.annexe.files import annexe_document, annexe_file
from drogowskaz.participation.views.annexe.listing import annexes
from drogowskaz.participation.views.annexe.overview import annexe
from drogowskaz.participation.views.annexe.section import annexe_section
from drogowskaz.participation.views.annexe.sending import annexe_sending

__all__ = [
    "annexe",
    "annexe_answers",
    "annexe_assisting",
    "annexe_document",
    "annexe_fates",
    "annexe_file",
    "annexe_section",
    "annexe_sending",
    "annexes",
]
