"""An annexe made from an author's table."""

from pathlib import Path

import pytest

from drogowskaz.engine.annexes import Choice, load_annexe
from drogowskaz.engine.authoring.importing import Named, Tables, import_edition
from drogowskaz.engine.authoring.scope import Scope
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.teryt import Level

HEAD = "section,key,label_pl,label_en,type,unit,required,maps_to_row,help_pl,section_pl,section_en,choices,explains\n"


def made(folder: Path, line: str) -> Path:
    (folder / "annexe.csv").write_text(HEAD + line, "utf-8")
    named = Named(id="small", label={"pl": "Mały", "en": "Small"}, basis="Z głowy")
    scope = Scope(Level.GMINA, 2025)
    return import_edition(into=folder, named=named, scope=scope, tables=Tables(annexe=folder / "annexe.csv"))


def test_choices_come_from_their_column(tmp_path: Path) -> None:
    line = (
        "N1,n1.a,Forma,Form,choice,,yes,,,Coś,Thing,kgw = koło = circle = ngo.kgw ngo.active | other = inna = other,\n"
    )
    (field,) = load_annexe(made(tmp_path, line)).fields
    assert field.choices == (
        Choice("kgw", {"pl": "koło", "en": "circle"}, ("ngo.kgw", "ngo.active")),
        Choice("other", {"pl": "inna", "en": "other"}),
    )


def test_words_may_explain_rows(tmp_path: Path) -> None:
    (field,) = load_annexe(made(tmp_path, "N1,n1.a,Braki,Gaps,longtext,,,people,,Coś,Thing,,yes\n")).fields
    assert (field.feeds, field.explains) == (("people",), True)


@pytest.mark.parametrize("choice", ["kgw", "kgw = koło", "kgw == circle", "a = b = c = d = e"])
def test_a_choice_that_is_none_is_told_with_its_line(tmp_path: Path, choice: str) -> None:
    with pytest.raises(Unusable) as refused:
        made(tmp_path, f"N1,n1.a,Forma,Form,choice,,yes,,,Coś,Thing,{choice},\n")
    assert refused.value.report("en") == (
        f"annexe.csv, line 2, column “choices”: “{choice}” is no choice. Write key = Polish label = English label, "
        "and = rows if it feeds any."
    )
    assert not (tmp_path / "small").exists()
