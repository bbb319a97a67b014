"""The draft keeps itself while it is written, in a real browser; and the demonstration shows one."""

import pytest
from accounts import arrive, take_over
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.participation.actions.demo_drafting import demo_drafting
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import DraftingTask, DraftVersion


def open_draft(site: str, page: Page) -> DraftingTask:
    """The leader of the circle opens a draft that has a first version."""
    client = Client()
    key = arrive(client, "drafter")["drafting"]
    take_over(page.context, client, site)
    page.goto(f"{site}/en/jednostka/9901012/cykl/2026/zadania/{key}/")
    return DraftingTask.objects.get(pk=key)


@pytest.mark.browser
def test_what_is_typed_is_kept_when_the_page_is_left_without_a_click(page: Page, site: str) -> None:
    task = open_draft(site, page)
    page.get_by_label("Your draft").fill("Dopisane zdanie.")
    expect(page.get_by_role("status")).to_have_text("Not saved yet")
    with page.expect_response("**/tekst/") as answered:
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    assert answered.value.status == 200
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert [one.text for one in task.versions.all()] == ["Dopisane zdanie.", "Początek tekstu."]


@pytest.mark.browser
def test_saving_with_the_button_goes_on_from_what_was_kept_by_itself(page: Page, site: str) -> None:
    task = open_draft(site, page)
    field = page.get_by_label("Your draft")
    field.fill("Drugie.")
    with page.expect_response("**/tekst/"):
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    expect(page.get_by_role("status")).to_contain_text("Saved")
    field.fill("Trzecie.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    assert task.versions.order_by("-version")[0].text == "Trzecie."


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_the_demonstration_hands_one_draft_in_and_changes_nothing_the_second_time() -> None:
    now = timezone.now()
    demo_people(at=now)
    demo_drafting(at=now)
    demo_drafting(at=now)
    task = DraftingTask.objects.get(cycle__unit__code="9901012", chapter="9")
    assert (task.state, task.organisation.name) == (TaskState.HANDED_IN, "KGW Zmyślone")
    assert DraftVersion.objects.filter(task=task).count() == 1
