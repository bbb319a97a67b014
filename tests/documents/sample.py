"""A document with everything in it, of invented numbers; and one in which people wrote the worst they could."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from drogowskaz.documents.content import (
    Area,
    Block,
    Cell,
    Chart,
    ChartKind,
    Contents,
    Document,
    Fact,
    Head,
    Heading,
    Items,
    Map,
    Mark,
    Missing,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Series,
    Strip,
    Table,
    heads,
)

NO_DATA, WITHHELD = Missing.NO_DATA, Missing.WITHHELD
YEARS = ("2021", "2022", "2023", "2024", "2025")
HEBREW = "שלום עולם"
"""Eight letters of a script that runs from right to left."""

LINE = Chart(
    ChartKind.LINE,
    "Osoby, którym przyznano świadczenie",
    "Liczba osób spadała od 1 310 w 2019 r. do 1 204 w 2024 r.; dla 2021 r. brak danych, prognoza na 2026 r. to 1 180.",
    ("2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"),
    (Series("Osoby", (1310, 1295, NO_DATA, 1262, 1218, 1204, 1190, 1180)),),
    unit="osoby",
    forecast=2,
)
LINES = Chart(
    ChartKind.LINE,
    "Kobiety i mężczyźni wśród korzystających",
    "Kobiet jest o około 130 więcej niż mężczyzn; obie liczby powoli spadają.",
    YEARS,
    (
        Series("Kobiety", (690, 682, NO_DATA, 668, 660)),
        Series("Mężczyźni", (560, WITHHELD, 548, 536, 530)),
        Series("W tym dzieci do 18 lat", (210, 206, 201, 199, 190)),
    ),
    unit="osoby",
    note="Źródło: dane zmyślone.",
    forecast=1,
)
BARS = Chart(
    ChartKind.BAR,
    "Wydatki na pomoc społeczną",
    "Wydatki rosną co roku, najbardziej w 2024 r.",
    YEARS,
    (Series("Wydatki", tuple(map(Decimal, ("1204.5", "1310.2", "1366.0", "1590.9", "1644.3")))),),
    unit="tys. zł",
    forecast=1,
)
PAIRS = Chart(
    ChartKind.BAR,
    "Miejsca i osoby w placówkach",
    "Najwięcej miejsc jest w świetlicach; w klubie seniora osób jest więcej niż miejsc.",
    (
        "Świetlice i placówki wsparcia dziennego dla dzieci",
        "Klub seniora",
        "Środowiskowy dom samopomocy",
        "Mieszkania treningowe i wspomagane",
    ),
    (Series("Miejsca", (120, 40, 30, 0)), Series("Osoby", (96, 52, NO_DATA, Missing.NOT_APPLICABLE))),
    unit="liczba",
)
STACKED = Chart(
    ChartKind.STACKED,
    "Powody przyznania pomocy",
    "Ubóstwo jest powodem co trzeciego przyznania; udział długotrwałej choroby rośnie.",
    YEARS,
    (
        Series("Ubóstwo", (412, 398, 380, 371, 360)),
        Series("Długotrwała choroba", (301, 310, 322, 330, 341)),
        Series("Niepełnosprawność", (260, 255, 251, NO_DATA, 246)),
        Series("Bezrobocie", (120, 111, 96, 90, 84)),
        Series("Inne", (60, 58, 61, 66, 64)),
    ),
    unit="rodziny",
    forecast=1,
)
STRIP = Strip(
    "Rodziny na jednego pracownika socjalnego",
    "W gminie Dąbrówka na pracownika przypada 46,2 rodziny, nieco więcej niż w połowie podobnych gmin.",
    "Gmina Dąbrówka",
    Decimal("46.2"),
    "gminy wiejskie 8–11 tys. mieszkańców",
    (
        *(Decimal(n).scaleb(-1) for n in (281, 312, 330, 352, 355, 371, 372, 398, 402, 405, 431, 447, 448, 455, 463)),
        Decimal("50.1"),
        Decimal("52.8"),
        Decimal("61.0"),
        NO_DATA,
        WITHHELD,
    ),
    unit="rodziny",
)


def square(column: int, row: int) -> tuple[tuple[list[list[float]], ...], ...]:
    """A field of a small chequered country, with a bent edge."""
    west, south = 20 + column * 0.2, 52 - row * 0.13
    ring = [
        [west, south],
        [west + 0.1, south + 0.02],
        [west + 0.2, south],
        [west + 0.2, south + 0.13],
        [west + 0.1, south + 0.15],
        [west, south + 0.13],
    ]
    return ((ring,),)


MAP = Map(
    "Korzystający na 1000 mieszkańców",
    "Najwięcej osób korzysta z pomocy na wschodzie powiatu; dla jednej gminy nie ma danych.",
    tuple(
        Area(
            f"14{place:02}",
            name,
            NO_DATA if place == 7 else WITHHELD if place == 4 else Decimal(180 + place * 37 % 290).scaleb(-1),
            square(place % 4, place // 4),
            own=name == "Dąbrówka",
        )
        for place, name in enumerate(
            ("Łaskarzew", "Dąbrówka", "Żabia Wola", "Święta", "Ćmielów", "Ósme", "Jaźwie", "Brzózki", "Gąska", "Mątwy")
        )
    ),
    unit="osoby na 1000 mieszkańców",
)


def number(value: int | Decimal, said: str) -> Cell:
    return Cell(said, value)


PEOPLE = Table(
    "Mieszkańcy gminy według płci i wieku",
    heads("Wyszczególnienie", "2022", "2023", "2024", "2025 prognoza"),
    (
        Row("Ogółem", tuple(number(n, f"{n // 1000} {n % 1000:03}") for n in (9173, 9159, 9187, 9180)), strong=True),
        Row("Z tego", ()),
        Row("Kobiety", tuple(number(n, f"{n // 1000} {n % 1000:03}") for n in (4576, 4560, 4592, 4590)), level=1),
        Row("w wieku 0–17 lat", tuple(number(n, str(n)) for n in (786, 779, 799, 799)), level=2),
        Row("w wieku 60 lat i więcej", (Cell("1 176", 1176), Cell("."), Cell("1 211", 1211), Cell("x")), level=2),
        Row("Mężczyźni", tuple(number(n, f"{n // 1000} {n % 1000:03}") for n in (4597, 4599, 4595, 4590)), level=1),
    ),
    unit="osoby",
    note="Kropka: brak informacji. x: wypełnienie niemożliwe albo niecelowe.",
)
MONEY = Table(
    "Wydatki według rozdziałów klasyfikacji budżetowej",
    (
        (Head("Rozdział", down=2), Head("Wykonanie", across=2), Head("Plan", across=2), Head("Uwagi", down=2)),
        (Head("2023"), Head("2024"), Head("2025"), Head("2026")),
    ),
    tuple(
        Row(
            label,
            (*(number(Decimal(value) + step, f"{value + step}") for step in range(4)), Cell(remark)),
            unit="zł",
        )
        for label, value, remark in (
            ("85202 Domy pomocy społecznej", 910, "Trzy nowe osoby od maja; koszt rośnie z cennikiem powiatu."),
            ("85214 Zasiłki okresowe, celowe i pomoc w naturze", 420, ""),
            ("85219 Ośrodki pomocy społecznej", 1320, "Bez wydatków majątkowych."),
            ("85228 Usługi opiekuńcze i specjalistyczne usługi opiekuńcze", 250, ""),
        )
    ),
    wide=True,
)


def chapter(place: int) -> tuple[Block, ...]:
    """Two pages or so of a chapter."""
    return (
        Heading(1, f"{place}. Dane o korzystających z pomocy i wsparcia", f"chapter-{place}"),
        Paragraph(
            (
                Run("W 2024 roku z pomocy skorzystały "),
                Run("1 204 osoby", strong=True),
                Run(", o 14 mniej niż rok wcześniej. Najczęstszym powodem było ubóstwo, a w co trzeciej rodzinie "),
                Run("długotrwała lub ciężka choroba", emphasis=True),
                Run(". Ośrodek pracował z 412 rodzinami, w których żyje 1 180 osób."),
            ),
            Mark.LEAD,
        ),
        Heading(2, "Mieszkańcy", f"people-{place}"),
        PEOPLE,
        Paragraph("Liczba mieszkańców w wieku 60 lat i więcej wzrosła o 14 osób.", Mark.NOTE),
        LINE,
        Heading(2, "Powody przyznania pomocy", f"reasons-{place}"),
        Paragraph("Świetlica w remizie działa od maja i ma kolejkę chętnych.", Mark.QUOTE),
        Items(("usługi opiekuńcze w domu – 34 osoby", "posiłek – 96 dzieci w 5 szkołach", "dowóz na rehabilitację")),
        STACKED,
        Paragraph("W dwóch rubrykach osób jest mniej niż pięć, więc liczby nie podajemy.", Mark.WITHHELD),
    )


def document() -> Document:
    """One of each."""
    blocks: tuple[Block, ...] = (
        Contents(),
        PageBreak(),
        *chapter(1),
        Heading(1, "2. Zasoby gminy", "resources"),
        LINES,
        Heading(2, "Placówki i pieniądze", "places"),
        PAIRS,
        BARS,
        Heading(2, "Wydatki", "spending"),
        MONEY,
        Heading(1, "3. Na tle innych", "others"),
        STRIP,
        MAP,
        Heading(2, "Rekomendacje", "advice"),
        Items(("Uruchomić klub seniora z dowozem z trzech sołectw.", "Zatrudnić drugą opiekunkę."), numbered=True),
        Paragraph("Prognoza jest kopią roku oceny.", Mark.WARNING),
        Paragraph("Rozdział jeszcze niegotowy.", Mark.DRAFT),
        Table("Uchwały", heads("Numer", "Data"), ()),
    )
    return Document(
        "Przykład. Ocena zasobów pomocy społecznej w gminie Dąbrówka za rok 2024",
        blocks,
        subtitle="Ośrodek Pomocy Społecznej w Dąbrówce",
        facts=(
            Fact("Gmina", "Dąbrówka (wiejska), 14 34 032"),
            Fact("Rok oceny", "2024"),
            Fact("Przygotował", "Ośrodek Pomocy Społecznej razem z 7 organizacjami"),
            Fact("Stan danych", "31 grudnia 2024 r."),
        ),
        mark=Mark.INVENTED,
        mark_text="Gmina i liczby są zmyślone.",
        footer="Ocena zasobów pomocy społecznej, Dąbrówka 2024",
        author="OPS Dąbrówka",
        keywords=("ocena zasobów", "pomoc społeczna", "Dąbrówka"),
        made=date(2025, 3, 14),
    )


def long_document() -> Document:
    """About sixty pages with about thirty pictures and as many tables of a page or less."""
    few = document()
    rows = tuple(replace(row, label=f"{row.label} {place}") for place in range(4) for row in PEOPLE.body)
    blocks = (block for place in range(1, 20) for block in (*chapter(place), replace(PEOPLE, body=rows)))
    return replace(few, blocks=(Contents(), *blocks))


TYPST = '#panic("x") $x^2$ [a] *b* _c_ @ref <label> \\ // /* = t #import "@preview/x:1.0.0"'
JINJA = "{{ 7*7 }} {% raw %} {# note #} {_{ }_}"
XML = "</w:t></w:p>]]><!-- & &amp; <script>alert('x')</script> \"quoted\""
FORMULA = '=HYPERLINK("https://example.org","x")'
CONTROLS = "bell\x07 null\x00 escape\x1b[31m delete\x7f half\ud800 none\uffff end"
OVERRIDE = "file\u202efdp.exe\u202c \u2067x"
EMOJI = "😀👍🏽 中文 한국어 ᚠ \U000f0000"
ENDLESS = "Ż" * 5_000
SENTENCES = "Bardzo długa nazwa koła gospodyń i organizacji. " * 105
LINES_OF_TEXT = "pierwsza linia\r\ndruga\u2028trzecia\n\n  czwarta\tz tabulatorem"
LONG = (SENTENCES, ENDLESS)
WORST = (TYPST, JINJA, XML, FORMULA, CONTROLS, OVERRIDE, HEBREW, EMOJI, LINES_OF_TEXT, *LONG, "@SUM(1)", "")
"""What people, or their programs, may write into a field."""


def hostile(worst: str) -> Document:
    """A document with this text in every field that takes a text."""
    data: tuple[int | Missing, ...] = (5, NO_DATA, 7)
    words = (worst or "–", "b", "c")
    return Document(
        worst or "Tytuł",
        (
            Contents(),
            Heading(1, worst, "one"),
            *(Paragraph((Run(worst, strong=True), Run(worst, emphasis=True)), mark) for mark in Mark),
            Items((worst, (Run(worst),))),
            Items((worst,), numbered=True),
            Table(
                worst,
                ((Head(worst, down=2), Head(worst, across=2)), (Head(worst), Head(worst))),
                (
                    Row(worst, (Cell(worst), Cell(worst, 5)), unit=worst),
                    Row(worst, (), level=1),
                    Row(worst, (Cell("1", 1), Cell(worst)), strong=True),
                    Row(worst, ()),
                ),
                unit=worst,
                note=worst,
            ),
            Heading(2, worst, "two"),
            Table(worst, heads(worst, worst), (Row(worst, (Cell(worst),)),), wide=True),
            *(
                Chart(kind, worst, worst, words, (Series(worst, data), Series("b", data)), unit=worst, note=worst)
                for kind in ChartKind
            ),
            Strip(worst, worst, worst, 5, worst, (1, 2, 3, 4, NO_DATA), unit=worst, note=worst),
            Map(worst, worst, (Area("1", worst, 5, square(0, 0), own=True),), unit=worst),
        ),
        subtitle=worst,
        facts=(Fact(worst, worst),),
        mark=Mark.DRAFT,
        mark_text=worst,
        footer=worst,
        author=worst,
        keywords=(worst,),
    )
