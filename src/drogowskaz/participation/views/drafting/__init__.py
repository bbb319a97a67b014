"""The pages of drafting tasks."""

from drogowskaz.participation.views.drafting.giving import new_drafting_task
from drogowskaz.participation.views.drafting.saving import save_draft
from drogowskaz.participation.views.drafting.tasks import drafting_tasks
from drogowskaz.participation.views.drafting.workspace import drafting_task

__all__ = ["drafting_task", "drafting_tasks", "new_drafting_task", "save_draft"]
