"""Themes: made, renamed, removed, and filled with public contributions."""

import pytest
from participation.moderation.said import JANUARY, auditor, cycle, moderator, reasons, said
from refusals import too_long

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.theme import make_theme, put_under, remove_theme, rename_theme
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Contribution, Theme
from drogowskaz.participation.queries.theme import themes_of

pytestmark = pytest.mark.django_db
PUBLISHED = ContributionState.PUBLISHED


@pytest.fixture
def year() -> Cycle:
    return cycle()


def theme(year: Cycle, name: str = "Dojazd") -> Theme:
    return make_theme(cycle=year, name=name, actor=None, at=JANUARY)


class TestNaming:
    def test_the_same_name_in_another_spelling_is_refused(self, year: Cycle) -> None:
        theme(year, "Opieka nad dziećmi")
        with pytest.raises(Refused) as refused:
            theme(year, "  opieka nad DZIECMI")
        assert reasons(refused.value) == [
            "A theme “Opieka nad dziećmi” is there already. Put the contributions under it."
        ]

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("  ", "Give the theme a name."),
            ("x" * 121, too_long("x" * 121, 120)),
        ],
        ids=["empty", "long"],
    )
    def test_a_name_is_needed(self, name: str, sentence: str, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            theme(year, name)
        assert reasons(refused.value) == [sentence]

    def test_a_theme_can_get_its_own_name_in_another_spelling(self, year: Cycle) -> None:
        made = theme(year, "dojazd")
        rename_theme(theme=made, name="Dojazd", actor=moderator(), at=JANUARY)
        assert Theme.objects.get().name == "Dojazd"

    def test_an_auditor_makes_none(self, year: Cycle) -> None:
        with pytest.raises(Refused):
            make_theme(cycle=year, name="Dojazd", actor=auditor(), at=JANUARY)
        assert Theme.objects.count() == 0


class TestFilling:
    def test_public_ones_are_moved_and_counted_and_their_version_stays(self, year: Cycle) -> None:
        made = theme(year)
        said(year, state=PUBLISHED)
        said(year)
        moved = [put_under(cycle=year, numbers=[1, 2], theme=made, actor=moderator(), at=JANUARY) for _turn in (1, 2)]
        assert moved == [1, 0]
        assert [(one.name, one.number) for one in themes_of(year)] == [("Dojazd", 1)]
        assert set(Contribution.objects.values_list("version", flat=True)) == {1}
        assert Entry.objects.filter(verb="theme.filled").count() == 1

    def test_a_theme_of_another_cycle_takes_nothing(self, year: Cycle) -> None:
        other = Cycle.objects.create(unit=year.unit, year=year.year + 1, planned_at=JANUARY)
        said(year, state=PUBLISHED)
        with pytest.raises(Refused) as refused:
            put_under(cycle=year, numbers=[1], theme=theme(other), actor=moderator(), at=JANUARY)
        assert reasons(refused.value) == ["This theme belongs to another cycle. Nothing was changed."]

    def test_removed_it_leaves_its_contributions_without_a_theme(self, year: Cycle) -> None:
        made = theme(year)
        said(year, state=PUBLISHED, theme=made)
        remove_theme(theme=made, actor=moderator(), at=JANUARY)
        remove_theme(theme=made, actor=None, at=JANUARY)
        assert (Theme.objects.count(), Contribution.objects.get().theme) == (0, None)

    def test_what_was_removed_meanwhile_takes_nothing(self, year: Cycle) -> None:
        made = theme(year)
        Theme.objects.all().delete()
        said(year, state=PUBLISHED)
        with pytest.raises(Refused) as refused:
            put_under(cycle=year, numbers=[1], theme=made, actor=moderator(), at=JANUARY)
        assert reasons(refused.value) == ["This theme was removed meanwhile. Nothing was changed."]
