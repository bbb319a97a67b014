"""Problems as sentences."""

from drogowskaz.engine.problems import Place, Problem, Unusable, unusable


def test_a_problem_says_where_before_what() -> None:
    params = {"name": "x"}
    told = [
        Problem("Bad {name}.", place, params).sentence("en")
        for place in (None, Place("f.csv"), Place("f.csv", 3), Place("f.csv", 3, "value"), Place("f.csv", None, "c0"))
    ]
    assert told == [
        "Bad x.",
        "f.csv: Bad x.",
        "f.csv, line 3: Bad x.",
        "f.csv, line 3, column “value”: Bad x.",
        "f.csv, column “c0”: Bad x.",
    ]


def test_forty_problems_are_told_and_the_rest_counted() -> None:
    problems = [Problem("Bad {n}.", None, {"n": n}) for n in range(42)]
    assert Unusable(problems[:40]).report("en").splitlines() == [f"Bad {n}." for n in range(40)]
    told = Unusable(problems).report("en").splitlines()
    assert told[40:] == ["… and 2 more problems of this kind."]
    assert Unusable(problems[:41]).report("en").splitlines()[40:] == ["… and 1 more problem of this kind."]


def test_the_exception_reads_as_its_report() -> None:
    refused = unusable("Bad {name}.", Place("f.csv"), name="x")
    assert str(refused) == refused.report("en") == "f.csv: Bad x."
