"""The pages of a form on its way: signing, frozen versions, verification by the regional centre, the public record."""

from drogowskaz.assessments.views.submission.record import record, record_csv, record_json
from drogowskaz.assessments.views.submission.signing import signing
from drogowskaz.assessments.views.submission.verification import objection, verification
from drogowskaz.assessments.views.submission.versions import version, version_difference, version_file, versions

__all__ = [
    "objection",
    "record",
    "record_csv",
    "record_json",
    "signing",
    "verification",
    "version",
    "version_difference",
    "version_file",
    "versions",
]
