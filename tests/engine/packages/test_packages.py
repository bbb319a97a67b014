"""A frozen form: what comes out is what went in, and nothing in it can be changed unseen."""

import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import drobin

from drogowskaz.engine.packages.chain import Told, broken, link_of
from drogowskaz.engine.packages.opening import open_package
from drogowskaz.engine.packages.packing import Answered, Explained, Frozen, Origin, pack
from drogowskaz.engine.problems import Unusable

SHEET = drobin().sheet
FROZEN = Frozen(
    sheet=SHEET,
    name="gmina Drobin",
    number=2,
    signed_at="2015-04-20T10:00:00.000000+00:00",
    before="0" * 64,
    reason="Pomyłka w wierszu 1.",
    origins={key: Origin(3, "Rejestr", "Koło gospodyń") for key in SHEET.values},
    explained=(Explained("a.check", 0, "Tak było.", (("population.total", 0, 1, 8279),)),),
    texts={"1": "Wstęp."},
    answered=(Answered("population.total", 0, "Skąd?", "Z GUS."),),
    documents={"ocena.pdf": b"%PDF-1.7"},
)
PACKED = pack(FROZEN)
NAME = sha256(PACKED).hexdigest()


def test_what_is_opened_is_what_was_signed() -> None:
    opened = open_package(PACKED, "a.zip", NAME)
    assert opened.frozen == FROZEN
    assert opened.sha256 == NAME


def test_the_same_form_gives_the_same_file() -> None:
    assert pack(FROZEN) == PACKED


@settings(max_examples=200)
@given(place=st.integers(0, len(PACKED) - 1), bit=st.integers(0, 7))
def test_one_changed_bit_is_seen_wherever_it_is(place: int, bit: int) -> None:
    changed = bytearray(PACKED)
    changed[place] ^= 1 << bit
    with pytest.raises(Unusable, match="changed after signing"):
        open_package(bytes(changed), "a.zip", NAME)


@settings(max_examples=100)
@given(length=st.integers(0, len(PACKED) - 1))
def test_a_file_cut_short_is_no_package(length: int) -> None:
    with pytest.raises(Unusable):
        open_package(PACKED[:length], "a.zip")


def rewritten(name: str, content: bytes) -> bytes:
    """The package with one file of it replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PACKED)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in {*old.namelist(), name}:
            new.writestr(entry, content if entry == name else old.read(entry))
    return stream.getvalue()


def test_a_changed_file_inside_is_named_also_without_the_fingerprint() -> None:
    with pytest.raises(Unusable, match=r"form\.json in the package was changed"):
        open_package(rewritten("form.json", b"{}"))


def test_a_file_slipped_in_is_named() -> None:
    with pytest.raises(Unusable, match=r"extra\.txt was slipped into"):
        open_package(rewritten("extra.txt", b"x"))


def test_a_file_that_is_missing_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PACKED)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            if entry != "form.json":
                new.writestr(entry, old.read(entry))
    with pytest.raises(Unusable, match=r"form\.json is missing"):
        open_package(stream.getvalue())


def test_packed_numbers_that_are_not_those_of_the_form_are_refused() -> None:
    other = pack(replace(FROZEN, sheet=replace(SHEET, values=dict(list(SHEET.values.items())[:-1]))))
    with zipfile.ZipFile(io.BytesIO(other)) as archive:
        name = next(one for one in archive.namelist() if one.endswith(".part"))
        part = archive.read(name)
    with zipfile.ZipFile(io.BytesIO(PACKED)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    for one in manifest["files"]:
        if one["name"] == name:
            one |= {"bytes": len(part), "sha256": sha256(part).hexdigest()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PACKED)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            put = {name: part, "manifest.json": json.dumps(manifest).encode()}.get(entry)
            new.writestr(entry, old.read(entry) if put is None else put)
    with pytest.raises(Unusable):
        open_package(stream.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK", b"nothing of the kind" * 100])
def test_any_other_file_is_no_package(content: bytes) -> None:
    with pytest.raises(Unusable, match="not a whole package"):
        open_package(content)


def test_a_package_of_a_later_format_says_which_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(PACKED)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    later = json.dumps(manifest | {"format": "drogowskaz-package 9"}).encode()
    with pytest.raises(Unusable, match="drogowskaz-package 9"):
        open_package(rewritten("manifest.json", later))


def links(count: int) -> list[tuple[str, str, Told]]:
    made, before = [], ""
    for number in range(count):
        told = Told("1419053", 2014 + number, 1, "2015-04-20T10:00:00.000000+00:00", f"{number:064}")
        link = link_of(before, told)
        made.append((before, link, told))
        before = link
    return made


def test_a_chain_as_it_was_made_holds() -> None:
    assert not list(broken(links(5)))


@given(place=st.integers(0, 4))
def test_a_link_that_was_taken_out_or_changed_breaks_the_chain(place: int) -> None:
    chain = links(5)
    previous, link, told = chain[place]
    assert list(broken([*chain[:place], (previous, link, replace(told, number=9)), *chain[place + 1 :]]))
    if place < 4:
        assert list(broken(chain[:place] + chain[place + 1 :]))
