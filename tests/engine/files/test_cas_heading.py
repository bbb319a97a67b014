"""What a print says of itself: its year by the heads of its columns, its place by the words above its tables."""

import pytest

from drogowskaz.engine.files.cas_heading import Heading, heading_of

ROW = "\nBezrobotni ogółem\t1\t2\t3\t4\t5"


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("Wyszczególnienie\tRok 2012\tRok 2013\tRok oceny\tRok po ocenie\tDwa lata po ocenie", 2014),
        ("Wyszczególnienie\tRok 2012\tRok 2013\tRok po ocenie\tDwa lata po ocenie", 2014),
        ("Wyszczególnienie\t2012\t2013\t2014\t2015\t2016", 2014),
        ("Wyszczególnienie\t2012\t2013\t2014\t2015", 2014),
        ("Wyszczególnienie\t2012\t2013", None),
        ("Wyszczególnienie\t2012\t2014\t2016", None),
        ("Ocena zasobów pomocy społecznej za rok 2014", 2014),
        ("Ocena zasobów pomocy społecznej za 2014", 2014),
        ("Ocena zasobów pomocy społecznej 2015", None),
        ("Ocena za rok 2013\nLp.\tRok 2012\tRok 2013\tRok oceny", 2014),
    ],
)
def test_the_assessed_year_is_known_where_the_print_tells_it(head: str, year: int | None) -> None:
    assert heading_of(head + ROW).year == year


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("Gmina Drobin", None),
        ("GMINA DROBIN", None),
        ("Gmina: Drobin", None),
        ("Ocena zasobów w Mieście i Gminie Drobin", None),
        ("Gmina miejsko-wiejska Drobin", None),
        ("Gmina Drobinie", None),
        ("Kod 1419053", None),
        ("Ocena zasobów pomocy społecznej", None),
        ("GMINA – ZADANIA OPS", None),
        ("Gmina Modliborzyce", "Modliborzyce"),
        ("GMINA JANÓW LUBELSKI", "JANÓW LUBELSKI"),
        ("Kod 0605053, Gmina Drobin", "0605053"),
    ],
)
@pytest.mark.parametrize("shape", ["block", "page"])
def test_another_place_is_noticed_and_our_own_in_any_dress_is_not(words: str, other: str | None, shape: str) -> None:
    page = f"<html><head><style>td {{}} </style></head><h1>{words}</h1><table><tr><td>Ogółem</td></tr></table></html>"
    text = words + ROW if shape == "block" else page
    assert heading_of(text).other_place("Drobin", "1419053") == other


def test_what_stands_among_the_values_is_no_heading() -> None:
    assert heading_of(f"Wyszczególnienie\ta\tb\tc{ROW}\nGmina Modliborzyce\t1\t2\t3") == Heading()
