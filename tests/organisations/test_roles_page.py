"""The page of roles for developers says what the code says."""

from architecture.house import tool

from drogowskaz.organisations.enums import Role


def test_the_page_of_roles_is_fresh() -> None:
    page = tool("roles").PAGE.read_text("utf-8")
    assert tool("roles").page() == page


def test_every_role_has_one_row() -> None:
    rows = [line for line in tool("roles").page().splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == list(Role.values)
