"""Pages of an assessment, below the page of its unit, and pages of the editions of the form."""

from django.urls import path

from drogowskaz.assessments import views

app_name = "assessments"
urlpatterns = [
    path("jednostka/<slug:code>/ocena/<int:year>/", views.assessment, name="assessment"),
    path("jednostka/<slug:code>/ocena/<int:year>/rozdzial/<str:chapter>/", views.assessment, name="chapter"),
    path("jednostka/<slug:code>/ocena/<int:year>/dokumenty/", views.downloads, name="downloads"),
    path("jednostka/<slug:code>/ocena/<int:year>/dokumenty/<str:file>", views.document, name="document"),
    path("jednostka/<slug:code>/ocena/<int:year>/wskazniki/", views.indicators, name="indicators"),
    path("jednostka/<slug:code>/ocena/<int:year>/komorka/<str:row>/<int:column>/", views.cell, name="cell"),
    path("wpis/<slug:code>/<int:year>/tekst/<str:chapter>/", views.text, name="text"),
    path("jednostka/<slug:code>/ocena/<int:year>/porownanie/", views.comparison, name="comparison"),
    path("jednostka/<slug:code>/karta/", views.unit_card, name="unit_card"),
    path("jednostka/<slug:code>/karta/osadzanie/", views.unit_card_embedding, name="unit_card_embedding"),
    path("wpis/pracownik.js", views.worker, name="entry_worker"),
    path("wpis/<slug:code>/<int:year>/", views.entry, name="entry"),
    path("wpis/<slug:code>/<int:year>/stan/", views.state, name="entry_state"),
    path("wpis/<slug:code>/<int:year>/komorki/", views.save, name="entry_cells"),
    path("wpis/<slug:code>/<int:year>/zmiany/", views.changes, name="entry_changes"),
    path("wpis/<slug:code>/<int:year>/komorka/<str:row>/<int:column>/", views.entry_cell, name="entry_cell"),
    path("wpis/<slug:code>/<int:year>/podane/", views.offers, name="offers"),
    path("wpis/<slug:code>/<int:year>/wyjasnienie/<str:check>/<int:column>/", views.explanation, name="explanation"),
    path("wpis/<slug:code>/<int:year>/plik/", views.entry_file, name="entry_file"),
    path("wpis/<slug:code>/<int:year>/poprawki/", views.repairs, name="repairs"),
    path("wpis/<slug:code>/<int:year>/cas/", views.cas, name="cas"),
    path("wpis/<slug:code>/<int:year>/cas/druk/", views.cas_print, name="cas_print"),
    path("wpis/<slug:code>/<int:year>/cas/sprawozdanie/", views.cas_report, name="cas_report"),
    path("wpis/<slug:code>/<int:year>/cas/porownanie/", views.cas_comparison, name="cas_comparison"),
    path("wpis/<slug:code>/<int:year>/cas/<str:chapter>/<int:number>/", views.cas_section, name="cas_section"),
    path("wpis/<slug:code>/<int:year>/podpis/", views.signing, name="signing"),
    path("wpis/<slug:code>/<int:year>/wersje/", views.versions, name="versions"),
    path("wpis/<slug:code>/<int:year>/wersje/<int:number>/", views.version, name="version"),
    path(
        "wpis/<slug:code>/<int:year>/wersje/<int:number>/roznice/", views.version_difference, name="version_difference"
    ),
    path("wpis/<slug:code>/<int:year>/wersje/<int:number>/<str:file>", views.version_file, name="version_file"),
    # The desk's own words stand before the code of a unit, which any word would fit.
    path("wojewodztwo/<slug:code>/formularze/<int:year>/", views.intake, name="intake"),
    path("wojewodztwo/<slug:code>/formularze/<int:year>/stan.json", views.intake_state, name="intake_state"),
    path(
        "wojewodztwo/<slug:code>/formularze/<int:year>/tablica.<str:ending>",
        views.intake_board_file,
        name="intake_board_file",
    ),
    path("wojewodztwo/<slug:code>/formularze/<int:year>/uwagi/", views.intake_findings, name="intake_findings"),
    path(
        "wojewodztwo/<slug:code>/formularze/<int:year>/uwagi.<str:ending>",
        views.intake_findings_file,
        name="intake_findings_file",
    ),
    path("wojewodztwo/<slug:code>/formularze/<int:year>/zamrozone/", views.intake_parts, name="intake_parts"),
    path("wojewodztwo/<slug:code>/formularze/<int:year>/przypomnienie/", views.intake_reminder, name="intake_reminder"),
    path("wojewodztwo/<slug:code>/formularze/<int:year>/zrodla/", views.intake_sources, name="intake_sources"),
    path(
        "wojewodztwo/<slug:code>/formularze/<int:year>/zrodla/<int:source>/", views.intake_source, name="intake_source"
    ),
    path(
        "wojewodztwo/<slug:code>/formularze/<int:year>/<slug:unit>/porownania/",
        views.intake_comparison,
        name="intake_comparison",
    ),
    path("wojewodztwo/<slug:region>/formularze/<int:year>/<slug:code>/", views.verification, name="verification"),
    path(
        "wojewodztwo/<slug:region>/formularze/<int:year>/<slug:code>/komorka/<str:row>/<int:column>/",
        views.objection,
        name="objection",
    ),
    path("zapis/", views.record, name="record"),
    path("zapis/lancuch.csv", views.record_csv, name="record_csv"),
    path("zapis/lancuch.json", views.record_json, name="record_json"),
    path("wpis/<slug:code>/<int:year>/<str:chapter>/druk/", views.entry_print, name="entry_print"),
    path("wpis/<slug:code>/<int:year>/<str:chapter>/", views.section, name="entry_section"),
    path("jednostka/<slug:code>/cykl/<int:year>/", views.cycle, name="cycle"),
    path("jednostka/<slug:code>/cykl/<int:year>/kalendarz.ics", views.cycle_file, name="cycle_file"),
    path("jednostka/<slug:code>/cykl/<int:year>/formularz/", views.cycle_form, name="cycle_form"),
    path("kalendarz/<int:year>/", views.calendar, name="calendar"),
    path("kalendarz/otwarcia/", views.openings, name="openings"),
    path("wojewodztwo/<slug:code>/cykle/<int:year>/", views.campaign, name="campaign"),
    path("formularz/", views.editions, name="editions"),
    path("formularz/<slug:edition>/", views.edition, name="edition"),
    path("formularz/<slug:edition>/<slug:sha256>.json", views.artefact, name="artefact"),
    path("formularz/<slug:edition>/zmiany/<slug:earlier>/", views.difference, name="difference"),
    path("formularz/<slug:edition>/przejscie/", views.crosswalk, name="crosswalk"),
    path("formularz/<slug:edition>/wiersz/<str:key>/", views.row, name="row"),
]
