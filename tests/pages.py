"""One address for every route, on the example data; and what a page of each must not do."""

PAGES = {
    "home:front": "/",
    "home:units": "/jednostki/",
    "home:unit": "/jednostka/1419053/",
    "assessments:assessment": "/jednostka/1419053/ocena/2014/",
    "assessments:chapter": "/jednostka/1419053/ocena/2014/rozdzial/7/",
    "assessments:indicators": "/jednostka/1419053/ocena/2014/wskazniki/",
    "assessments:cell": "/jednostka/1419053/ocena/2014/komorka/population.total/2014/",
    "home:agreement": "/zgodnosc/",
    "assessments:editions": "/formularz/",
    "assessments:edition": "/formularz/ozps-gmina-2014/",
    "assessments:crosswalk": "/formularz/ozps-gmina-2014/przejscie/",
    "assessments:difference": "/formularz/ozps-gmina-2025/zmiany/ozps-gmina-2014/",
    "assessments:row": "/formularz/ozps-gmina-2014/wiersz/population.total/?jednostka=1419053",
    "ui:components": "/ui/",
    "ui:accessibility": "/dostepnosc/",
}
"""Route name to an address that answers 200."""

STATES = {
    "search with results": "/jednostki/?q=janow+lub",
    "search without results": "/jednostki/?q=nigdzie",
    "unit with units in it": "/jednostka/0605/",
    "unit without an assessment": "/jednostka/0605053/",
    "empty cell": "/jednostka/1419053/ocena/2014/komorka/clubs.senior/2014/",
    "editions that do not differ": "/formularz/ozps-gmina-2014/zmiany/ozps-gmina-2014/",
    "no such page": "/nie-ma/",
}
"""Further states of the same pages: empty, found, missing."""

EVERY = {**PAGES, **STATES}
