"""The pages of a cooperation agreement: the version the reader should see, any other, and the files to print."""

from drogowskaz.participation.views.agreement.files import agreement_file
from drogowskaz.participation.views.agreement.page import agreement, agreement_version

__all__ = ["agreement", "agreement_file", "agreement_version"]
