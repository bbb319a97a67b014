"""Pages of participation, below the page of the unit."""

from django.urls import URLPattern, path

from drogowskaz.participation import views

app_name = "participation"
urlpatterns: list[URLPattern] = [
    path("jednostka/<slug:code>/cykl/<int:year>/porozumienie/", views.agreement, name="agreement"),
    path(
        "jednostka/<slug:code>/cykl/<int:year>/porozumienie/wersja/<int:version>/",
        views.agreement_version,
        name="agreement_version",
    ),
    path(
        "jednostka/<slug:code>/cykl/<int:year>/porozumienie/wersja/<int:version>/<str:file>",
        views.agreement_file,
        name="agreement_file",
    ),
    path("jednostka/<slug:code>/cykl/<int:year>/udzial/", views.cycle, name="cycle"),
    path("jednostka/<slug:code>/cykl/<int:year>/zadania/", views.drafting_tasks, name="drafting_tasks"),
    path("jednostka/<slug:code>/cykl/<int:year>/zadania/nowe/", views.new_drafting_task, name="drafting_new"),
    path("jednostka/<slug:code>/cykl/<int:year>/zadania/<int:key>/", views.drafting_task, name="drafting_task"),
    path("jednostka/<slug:code>/cykl/<int:year>/zadania/<int:key>/tekst/", views.save_draft, name="drafting_text"),
    path("jednostka/<slug:code>/cykl/<int:year>/zalaczniki/", views.invitations, name="invitations"),
    path("jednostka/<slug:code>/cykl/<int:year>/zalaczniki/wszystkie.csv", views.annexes_file, name="annexes_file"),
    path("jednostka/<slug:code>/cykl/<int:year>/zalaczniki/pisma.pdf", views.paper_letters, name="paper_letters"),
    path("jednostka/<slug:code>/cykl/<int:year>/zalaczniki/<int:annexe>/", views.review, name="review"),
    path("zalacznik/zaproszenie/<str:token>/", views.annexe_letter, name="annexe_letter"),
    path("jednostka/<slug:code>/cykl/<int:year>/pisma/", views.papers, name="papers"),
    path("jednostka/<slug:code>/cykl/<int:year>/pisma/<int:number>/", views.paper, name="paper"),
    path("jednostka/<slug:code>/cykl/<int:year>/pisma/<int:number>/skan", views.scan, name="scan"),
    path("jednostka/<slug:code>/cykl/<int:year>/potwierdzenia/", views.confirmations, name="confirmations"),
    path("potwierdzenie/<str:token>/", views.confirmation, name="confirmation"),
    path("potwierdzenie/<str:token>/skan", views.confirmation_scan, name="confirmation_scan"),
    path("spotkania/", views.meetings, name="meetings"),
    path("spotkania/nowe/", views.meeting_new, name="meeting_new"),
    path("spotkania/zapis/<str:token>/", views.registration, name="registration"),
    path("spotkania/zapis/<str:token>/kalendarz/", views.registration_file, name="registration_file"),
    path("spotkania/<int:key>/", views.meeting, name="meeting"),
    path("spotkania/<int:key>/zmiana/", views.meeting_change, name="meeting_change"),
    path("spotkania/<int:key>/prowadzenie/", views.meeting_desk, name="meeting_desk"),
    path("spotkania/<int:key>/druk/<slug:name>/", views.sheet, name="meeting_sheet"),
    path("spotkania/<int:key>/obecnosc/", views.attendance, name="attendance"),
    path("spotkania/<int:key>/protokol/", views.minutes, name="minutes"),
    path("spotkania/<int:key>/protokol/pdf/", views.minutes_file, name="minutes_file"),
    path("spotkania/<int:key>/protokol/pisanie/", views.minutes_writing, name="minutes_writing"),
    path("spotkania/<int:key>/terminy/nowy/", views.slot_new, name="slot_new"),
    path("spotkania/<int:key>/terminy/<int:number>/", views.slot, name="slot"),
    path("spotkania/<int:key>/terminy/<int:number>/zapis/", views.register, name="register"),
    path("spotkania/<int:key>/terminy/<int:number>/kalendarz/", views.slot_file, name="slot_file"),
    path("zalacznik/", views.annexes, name="annexes"),
    path("zalacznik/<slug:code>/<int:year>/pomoc/", views.annexe_assisting, name="annexe_assisting"),
    path("zalacznik/<slug:code>/<int:year>/<int:organisation>/", views.annexe, name="annexe"),
    path(
        "zalacznik/<slug:code>/<int:year>/<int:organisation>/czesc/<slug:section>/",
        views.annexe_section,
        name="annexe_section",
    ),
    path(
        "zalacznik/<slug:code>/<int:year>/<int:organisation>/odpowiedzi/", views.annexe_answers, name="annexe_answers"
    ),
    path(
        "zalacznik/<slug:code>/<int:year>/<int:organisation>/przekazanie/", views.annexe_sending, name="annexe_sending"
    ),
    path("zalacznik/<slug:code>/<int:year>/<int:organisation>/losy/", views.annexe_fates, name="annexe_fates"),
    path("zalacznik/<slug:code>/<int:year>/<int:organisation>/plik/", views.annexe_file, name="annexe_file"),
    path(
        "zalacznik/<slug:code>/<int:year>/<int:organisation>/pobierz/<str:file>",
        views.annexe_document,
        name="annexe_document",
    ),
    path("biurko/", views.desk, name="desk"),
    path("biurko/zespol/", views.desk_team, name="desk_team"),
    path("biurko/dzialania/", views.desk_log, name="desk_log"),
    path("biurko/dzialania.csv", views.desk_log_file, name="desk_log_file"),
    path("biurko/dziennik/", views.diary, name="diary"),
    path("biurko/dziennik/<int:key>/", views.note, name="note"),
    path("biurko/<slug:code>/<int:year>/", views.desk_cycle, name="desk_cycle"),
]
