"""What people write in a form: its text chapters, and a narrative beside the tables of every other chapter."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from drogowskaz.assessments.models.assessment import Assessment
from drogowskaz.engine.narrative.authorship import Authorship


class ChapterText(models.Model):
    """One version of the text of a chapter, as plain text: an empty line parts paragraphs, `- ` begins an item.

    Versions are only ever added; the last one stands. An empty text takes the chapter's text back. `author` names the
    organisation that drafted the text, empty when the office wrote it itself; it stays when the office edits the text
    later, and `edited` says that it did.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="texts")
    chapter = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    edited = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["chapter", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "chapter", "version"], name="chapter_text_version_once"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="chapter_text_versions_from_one"),
            models.CheckConstraint(
                condition=models.Q(edited=False) | ~models.Q(author=""), name="chapter_text_edited_of_another_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.chapter}, {self.version}"

    @property
    def authorship(self) -> Authorship | None:
        """Who drafted the text, where an organisation did."""
        return Authorship(self.author, self.edited) if self.author else None
