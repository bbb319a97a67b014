"""The news of this area."""

from drogowskaz.engine.words import _
from drogowskaz.notifications.letters import Tidings

NEWS: tuple[Tidings, ...] = (
    Tidings(
        "participation.meeting_announced",
        _("A meeting was announced"),
        {"title": "Spotkanie konsultacyjne", "day": "22.11.2026 10:00"},
    ),
    Tidings(
        "participation.consensus_map_opened",
        _("A consensus map takes voices"),
        {"title": "Co warto zrobić w gminie", "day": "19.03.2027"},
    ),
    Tidings(
        "participation.consensus_map_results",
        _("The results of a consensus map are public"),
        {"title": "Co warto zrobić w gminie"},
    ),
    Tidings("participation.meeting_cancelled", _("A meeting was called off"), {"title": "Spotkanie konsultacyjne"}),
    Tidings(
        "participation.minutes_accepted",
        _("The minutes of a meeting were accepted"),
        {"title": "Spotkanie konsultacyjne", "number": 1},
    ),
    Tidings(
        "participation.contribution_published",
        _("A contribution was published"),
        {"number": 12},
    ),
    Tidings(
        "participation.contribution_answered",
        _("The office answered a contribution, or corrected its answer"),
        {
            "number": 12,
            "joined": 0,
            "again": False,
            "code": "part",
            "passed_to": "",
            "reason": "Dopisaliśmy tę potrzebę do rozdziału 11; na sam żłobek nie ma dziś pieniędzy.",
        },
    ),
    Tidings(
        "participation.contribution_reopened",
        _("The office took an answer to a contribution back"),
        {"number": 12, "joined": 0, "reason": "Przyszły nowe dane z powiatu."},
    ),
    Tidings(
        "participation.consultation_announced",
        _("A consultation of the draft was announced"),
        {"title": "Konsultacje projektu oceny", "opens": "15.03.2027", "closes": "06.04.2027"},
    ),
    Tidings(
        "participation.consultation_opened",
        _("A consultation of the draft began"),
        {"title": "Konsultacje projektu oceny", "closes": "06.04.2027"},
    ),
    Tidings(
        "participation.consultation_extended",
        _("A consultation of the draft was given more time"),
        {"title": "Konsultacje projektu oceny", "closes": "13.04.2027", "reason": "Ferie w szkole."},
    ),
    Tidings(
        "participation.consultation_ended",
        _("A consultation of the draft ended"),
        {"title": "Konsultacje projektu oceny"},
    ),
    Tidings(
        "participation.consultation_report",
        _("The report of a consultation was published"),
        {"title": "Konsultacje projektu oceny", "number": "1"},
    ),
    Tidings(
        "participation.consultation_cancelled",
        _("A consultation of the draft was called off"),
        {"title": "Konsultacje projektu oceny", "reason": "Projekt wycofano."},
    ),
)
"""All news of this area. Another one: a row here, its sentence in `participation/news/`, and a call of `tell`."""
