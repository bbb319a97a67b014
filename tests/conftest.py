"""What every test can ask for: a database of either sort, a browser, people, the shared data.

`pytest` runs on SQLite; `pytest --on postgresql` runs again what touches a database, on a server of its own.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import postgresql
import pytest
from browser import CHROMIUM, DESK, chromium
from django.utils import translation
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "site", "example"}


def absent(what: str, reason: str) -> None:
    """Skip; or fail, where the run says that tests needing `what` may not be skipped."""
    if what in os.environ.get("DROGOWSKAZ_TESTS_REQUIRE", "").split(","):
        pytest.fail(f"{reason} DROGOWSKAZ_TESTS_REQUIRE names {what}.")
    pytest.skip(reason)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on", choices=("sqlite", "postgresql"), default="sqlite", help="the database of this run")
    parser.addoption("--pictures", metavar="FOLDER", default="", help="keep a picture of every page looked at")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the database before Django reads its settings."""
    os.environ["DROGOWSKAZ_SECRET_KEY"] = "only for tests"
    # Playwright keeps an event loop in this thread, which Django would take for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ["DROGOWSKAZ_DATABASE"] = "sqlite:///unused.sqlite3"
    # Of several processes each has a server of its own; the one that only hands tests out needs none.
    hands_out = bool(config.getoption("numprocesses", None)) and not hasattr(config, "workerinput")
    if config.getoption("--on") == "postgresql" and postgresql.programs() and not hands_out:
        server = postgresql.Server()
        config.add_cleanup(server.stop)
        server.start()
        os.environ["DROGOWSKAZ_DATABASE"] = server.address
        _use(server.address)


def _use(address: str) -> None:
    """Put the database into settings that have been read already: pytest-django does it before this file."""
    from django.conf import settings
    from django.db import connections

    from drogowskaz.config.environment import database

    settings.DATABASES = connections.settings = connections.configure_settings({"default": database(address)})
    if hasattr(connections._connections, "default"):
        del connections["default"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL keep only what touches a database: the rest has nothing new to say there."""
    if config.getoption("--on") != "postgresql":
        return
    kept = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _touches_database(item)])
    items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


@pytest.fixture(autouse=True)
def _postgresql_is_there(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--on") == "postgresql" and postgresql.programs() is None:
        absent("postgresql", "PostgreSQL is not installed (Debian: apt-get install postgresql).")


@pytest.fixture(scope="session", autouse=True)
def _connections_are_gone_at_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page that closes in the middle of its request leaves the connection of its thread behind, and PostgreSQL drops
    no database that somebody is connected to."""
    if request.config.getoption("--on") != "postgresql" or postgresql.programs() is None:
        yield
        return
    from django.conf import settings

    # What is asked for first is ended last.
    request.getfixturevalue("django_db_setup")
    yield
    postgresql.end_others(settings.DATABASES["default"])


@pytest.fixture(autouse=True)
def _tasks_run_at_once(settings: Settings) -> None:
    """What the background worker would do is done where it is asked for; tests of the worker itself set it back."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(autouse=True)
def _passwords_are_kept_cheaply(settings: Settings) -> None:
    """A hash that takes its time protects nobody in a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _data_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Made documents and drawings of one test are nobody else's."""
    settings.DATA = tmp_path


@pytest.fixture(autouse=True)
def _nothing_outside_is_asked(settings: Settings) -> None:
    """The tests of the public register ask a server of their own."""
    settings.KRS_ADDRESS = ""


@pytest.fixture(autouse=True)
def _language_of_the_installation(settings: Settings) -> None:
    """A page asked for in English leaves its language to the thread: the next page brings its own, the next test
    that asks no page would read the words of the one before."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _tries_are_forgotten(request: pytest.FixtureRequest) -> Iterator[None]:
    """The count of tries outlives a test that commits, since no model stands for its table."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    from django.core.cache import cache

    request.getfixturevalue("transactional_db")
    yield
    cache.clear()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data that stands beside the repository where it is developed; never part of it."""
    if not SHARED.is_dir():
        pytest.skip("The reference data (../shared/data) is not on this machine.")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        absent("browser", "Chromium is not installed (Debian: apt-get install chromium).")
    with chromium() as running:
        yield running


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> str:
    """The address of a running site with the example data in it."""
    prepare_example()
    return live_server.url


@pytest.fixture
def example(db: None) -> None:
    """The example data in the test's database."""
    prepare_example()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window on a desk, in light colours; fails the test when the page's own code fails."""
    context = browser.new_context(viewport=DESK, locale="pl-PL", color_scheme="light")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    yield opened
    context.close()
    assert not faults, faults


def prepare_example() -> None:
    """What `drogowskaz demo` prepares."""
    # Django's models exist only once pytest has set Django up.
    from django.test import override_settings

    from drogowskaz.config.commands.server import prepare

    # Charts and documents of the example are made where a test asks for them, not before each of them.
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        prepare()
