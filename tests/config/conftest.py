"""Installations that tests of the commands copy and spoil."""

from collections.abc import Iterator
from pathlib import Path

import postgresql
import pytest
from installations import Installation


@pytest.fixture(scope="session")
def example_installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """One with the example data, a frozen package and a picture that can be made again. Nobody changes it."""
    made = Installation(tmp_path_factory.mktemp("example") / "data")
    made.run("manage", "migrate", "-v0")
    made.prepare()
    for name in ("packages/9901012/2025/ł 1.zip", "charts/1/a.svg"):
        (made.folder / name).parent.mkdir(parents=True)
        (made.folder / name).write_bytes(bytes(range(256)) * 50)
    return made


@pytest.fixture(scope="session")
def backup(example_installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the example."""
    file = tmp_path_factory.mktemp("backups") / "example.tar"
    example_installation.run("backup", "-o", str(file))
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """A server of its own, whatever database this run is on."""
    postgresql.needed()
    server = postgresql.Server()
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def empty_database(postgresql_server: postgresql.Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new empty PostgreSQL database."""
    name = "own_" + str(abs(hash(request.node.nodeid)))
    with postgresql_server.connect() as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgresql_server.address.replace("/postgres?", f"/{name}?")
    with postgresql_server.connect() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
