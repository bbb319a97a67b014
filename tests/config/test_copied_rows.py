"""Rows as lines that no engine has a say in: exact, of constant meaning, and keys that are never given twice."""

import datetime as dt
import io
import json
import sys
import uuid
from decimal import Decimal

import pytest
from django.db import connection, models
from django_tasks_db.models import DBTaskResult
from people import NOON, outsider, unit

from drogowskaz.audit.models import Entry, Pseudonym
from drogowskaz.config.copies import progress
from drogowskaz.config.copies.rows import READERS, Sum, Table, sum_of
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db
DETAILS = {"ż": [1, 2.5, None, True, 1e-7, "\\n\t\"'"], "a": {"z": -0.1, "b": 10**25}}


def again(table: Table) -> list[list[object]]:
    """Every row of the table after it went through a line."""
    return [table.row(table.line(row)) for row in table.rows("default")]


def emptied_and_put(table: Table) -> None:
    """Write the table anew from its lines."""
    rows = again(table)
    table.empty("default")
    table.put("default", rows)


def test_moments_days_marks_and_texts_come_back_exactly() -> None:
    person, at = outsider(), dt.datetime(2026, 3, 29, 1, 59, 59, 999999, tzinfo=dt.UTC)
    User.objects.filter(pk=person.pk).update(name="Zażółć\\N\t\n,\"'\x7f", last_login=at)
    mark = Pseudonym.objects.create(person=person)
    grant = Grant.objects.create(person=person, role="operator", reach="platform", valid_from=at.date())
    for model in (Grant, Pseudonym, User):
        table = Table(model)
        before = [*table.rows("default")]
        emptied_and_put(table)
        assert [*table.rows("default")] == before
    person.refresh_from_db()
    assert (person.name, person.last_login) == ("Zażółć\\N\t\n,\"'\x7f", at)
    assert Pseudonym.objects.get().mark == mark.mark
    assert Grant.objects.get().valid_from == grant.valid_from


def test_json_comes_back_exactly_and_an_empty_cell_is_not_a_json_null() -> None:
    entry = Entry.objects.create(at=NOON, actor_name="a", verb="b", thing="c", thing_id="1", details=DETAILS)
    null = Entry.objects.create(
        at=NOON, actor_name="a", verb="b", thing="c", thing_id="2", details=models.Value(None, models.JSONField())
    )
    emptied_and_put(Table(Entry))
    assert Entry.objects.get(pk=entry.pk).details == DETAILS
    place = Table(Entry).columns.index("details")
    assert [row[place] for row in Table(Entry).rows("default")][1] == "null"
    assert null.pk
    task = DBTaskResult.objects.create(
        id=uuid.uuid4(), args_kwargs={"args": [], "kwargs": {}}, priority=0, task_path="a", queue_name="default",
        backend_name="default", status="READY", exception_class_path="", traceback="", worker_ids=[],
    )  # fmt: skip
    emptied_and_put(Table(DBTaskResult))
    assert DBTaskResult.objects.get().pk == task.pk
    place = Table(DBTaskResult).columns.index("return_value")
    assert [row[place] for row in Table(DBTaskResult).rows("default")] == [None]


def test_a_tree_is_put_back_in_any_order() -> None:
    above = unit("06", "lubelskie")
    below = unit("0605", "janowski")
    Unit.objects.filter(pk=above.pk).update(parent=below)
    rows = again(Table(Unit))
    Table(Unit).empty("default")
    Table(Unit).put("default", reversed(rows))
    connection.check_constraints()
    assert [*Unit.objects.order_by("pk").values_list("parent", flat=True)] == [below.pk, None]


def test_the_sum_reads_json_as_data_whatever_the_engine_made_of_its_text() -> None:
    table = Table(Entry)
    values: dict[str, object] = dict.fromkeys(table.columns)

    def told(details: str) -> str:
        found = Sum(table)
        found.add([*{**values, "details": details}.values()])
        return found.told[1]

    same = ['{"a": 1, "b": [1e+16, 0.50]}', '{"b": [10000000000000000, 0.5], "a": 1}']
    assert told(same[0]) == told(same[1])
    assert len({told(one) for one in ('{"a": 1}', '{"a": "1"}', '{"a": true}', '{"a": null}', "[1]", '"1"')}) == 6


def test_one_changed_letter_changes_the_sum() -> None:
    person = outsider()
    before = sum_of(Table(User), "default")
    User.objects.filter(pk=person.pk).update(name="Olek Postronnz")
    after = sum_of(Table(User), "default")
    assert (before[0], after[0]) == (1, 1)
    assert before[1] != after[1]


def test_a_key_that_was_given_is_not_given_again() -> None:
    table = Table(User)
    gone = [User.objects.create_user(f"{number}@example.org").pk for number in range(3)][-1]
    User.objects.filter(pk=gone).delete()
    last = table.last("default")
    assert last == gone
    emptied_and_put(table)
    table.go_on_after("default", last)
    assert User.objects.create_user("next@example.org").pk == gone + 1


def test_a_table_that_lost_all_its_rows_still_goes_on_after_the_last() -> None:
    table = Table(User)
    table.go_on_after("default", 41)
    assert User.objects.create_user("next@example.org").pk == 42


@pytest.mark.parametrize("line", [b"{}\n", b"[1, 2]\n", b"[1", b"1\n"])
def test_a_line_that_is_no_row_of_the_table_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (of json, and ours)
        Table(User).row(line)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("TimeField", dt.time(23, 59, 59, 1)),
        ("DurationField", dt.timedelta(days=-3, microseconds=7)),
        ("DecimalField", Decimal("1234567890.10")),
        ("BinaryField", b"\x00\xff"),
        ("UUIDField", uuid.UUID(int=7)),
    ],
)
def test_kinds_that_no_table_has_yet_come_back_as_well(kind: str, value: object) -> None:
    line = Table(User).line([value])
    assert READERS[kind](json.loads(line)[0]) == value


class Terminal(io.StringIO):
    """An error output somebody sits at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("many", "told"), [(2, "\ra: 2\x1b[K\r\x1b[K"), (1, "")])
def test_a_long_copying_says_how_far_it_is_and_wipes_it(monkeypatch: pytest.MonkeyPatch, many: int, told: str) -> None:
    monkeypatch.setattr(progress, "STEP", 2)
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert [*progress.counting(range(many), "a")] == [*range(many)]
    assert isinstance(sys.stderr, Terminal)
    assert sys.stderr.getvalue() == told
