"""Making the file of a signed form, and its link in the public chain."""

import datetime as dt
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib import import_module

from django.db import IntegrityError, transaction
from django.utils.translation import override

from drogowskaz.assessments.models import Assessment, Package
from drogowskaz.assessments.queries.downloads import FORMATS
from drogowskaz.assessments.queries.entry.forms import last_change
from drogowskaz.assessments.queries.entry.remarks import explanations
from drogowskaz.assessments.queries.packages import file_of, told
from drogowskaz.assessments.queries.submission import Readiness, last_return, submission_of
from drogowskaz.assessments.queries.texts import authors_of, texts_of
from drogowskaz.documents.assessment.build import assessment_document
from drogowskaz.documents.assessment.copies import NOTHING_HIDDEN, Copy
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.packages.chain import FIRST, link_of
from drogowskaz.engine.packages.packing import Answered, Explained, Frozen, Origin, pack
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.wholefile import put_whole
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.models import User

LANGUAGE = "pl"
"""Of the documents in a package: the council's language."""
DOCUMENTS = ("pdf", "xlsx")


@dataclass(frozen=True)
class Made:
    """A package whose file stands in its place and of which nothing tells yet."""

    assessment: Assessment
    number: int
    artefact: str
    sha256: str
    size: int
    mark: int
    reason: str

    def keep(self, *, person: User | None, at: dt.datetime) -> Package:
        """Write it down and hang it on the chain; inside a transaction. Raises Refused when another was quicker."""
        package = Package(
            assessment=self.assessment,
            number=self.number,
            edition=self.assessment.edition,
            artefact=self.artefact,
            sha256=self.sha256,
            size=self.size,
            mark=self.mark,
            reason=self.reason,
            signed_at=at,
            signed_by=person,
        )
        # The first package is the door: whoever holds it is alone, and sees the link the one before has made.
        Package.objects.select_for_update().order_by("pk").first()
        package.previous = Package.objects.order_by("-pk").values_list("link", flat=True).first() or FIRST
        package.link = link_of(package.previous, told(package))
        try:
            with transaction.atomic():
                package.save()
        except IntegrityError:
            # Of the two very first signatures the slower one has no door to wait at.
            message = _("Another form was signed in the same moment. Nothing was signed; sign again.")
            raise Refused([Refusal(message)]) from None
        return package


def freeze(*, assessment: Assessment, ready: Readiness, label: str, at: dt.datetime) -> Made:
    """Make the file of the form as `ready` read it. Raises Refused when it holds what cannot be frozen."""
    mark = last_change(assessment)
    before = assessment.packages.order_by("-number").first()
    submission = submission_of(assessment)
    returned = last_return(assessment)
    correcting = submission is not None and submission.accepted_id is not None
    reason = _reason(assessment) if correcting else ""
    frozen = Frozen(
        sheet=replace(ready.sheet, last=None),
        name=assessment.unit.full_name,
        number=before.number + 1 if before else 1,
        signed_at=at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        before=before.sha256 if before else "",
        reason=reason,
        label=label,
        origins=_origins(assessment),
        explained=tuple(
            Explained(
                about,
                offset,
                one.text,
                tuple((row, column, state, number) for row, column, state, number in one.values),
            )
            for (about, offset), one in sorted(explanations(assessment).items())
        ),
        texts=texts_of(assessment),
        answered=tuple(
            Answered(one.row, one.offset, one.text, one.answer)
            for one in (returned.objections.all() if returned else ())
        ),
    )
    try:
        content = pack(replace(frozen, documents=_documents(assessment, frozen)))
    except Unusable as unfit:
        raise Refused([Refusal(problem.message, problem.params) for problem in unfit.problems]) from unfit
    name = sha256(content).hexdigest()
    file_of(name).parent.mkdir(parents=True, exist_ok=True)
    put_whole(file_of(name), content, lasting=True)
    return Made(assessment, frozen.number, ready.result.artefact, name, len(content), mark, reason)


def _reason(assessment: Assessment) -> str:
    """Why an accepted form is corrected: what was said when the correction, or the return, began."""
    steps = assessment.submission.steps.exclude(reason="").order_by("-pk")
    newest = steps.first()
    return newest.reason if newest else ""


def _origins(assessment: Assessment) -> dict[CellKey, Origin]:
    stored = assessment.cells.values_list("row", "offset", "version", "source__title", "supplier")
    return {(row, offset): Origin(version, source or "", supplier) for row, offset, version, source, supplier in stored}


def _documents(assessment: Assessment, frozen: Frozen) -> dict[str, bytes]:
    """The whole document, with every number, as it is read and as it is counted with."""
    with override(LANGUAGE):
        document = assessment_document(
            Reading(frozen.sheet, None, {LANGUAGE: assessment.unit.full_name}),
            LANGUAGE,
            copy=Copy.COUNCIL,
            hidden=NOTHING_HIDDEN,
            texts=dict(frozen.texts),
            authors=authors_of(assessment, frozen.texts),
            explanations={(one.about, one.offset): one.text for one in frozen.explained},
        )
        return {f"ocena.{kind}": import_module(FORMATS[kind].maker).render(document) for kind in DOCUMENTS}
