"""Settings refuse what they cannot read, with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from drogowskaz.config import settings


def test_letters_are_files_where_no_server_is_named() -> None:
    assert settings.mail_server("") == {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}


def test_a_server_is_read_with_its_secrets_unquoted() -> None:
    assert settings.mail_server("smtp://biuro%40gmina.pl:p%3Aass@mail.gmina.pl:2525?tls=start") == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.gmina.pl",
        "EMAIL_PORT": 2525,
        "EMAIL_HOST_USER": "biuro@gmina.pl",
        "EMAIL_HOST_PASSWORD": "p:ass",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
    }


@pytest.mark.parametrize(("tls", "port"), [("", 25), ("?tls=none", 25), ("?tls=start", 587), ("?tls=whole", 465)])
def test_the_usual_port_goes_with_the_kind_of_encryption(tls: str, port: int) -> None:
    assert settings.mail_server(f"smtp://mail.gmina.pl{tls}")["EMAIL_PORT"] == port


@pytest.mark.parametrize(
    "address", ["mail.gmina.pl", "smtps://mail.gmina.pl", "smtp://", "smtp://h?tls=maybe", "smtp://h?ssl=start"]
)
def test_a_server_that_cannot_be_read_stops_the_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DROGOWSKAZ_SMTP"):
        settings.mail_server(address)


@pytest.mark.parametrize("value", ["0", "-5", "half", "", "1.5"])
def test_a_number_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DROGOWSKAZ_LINK_MINUTES", value)
    with pytest.raises(ImproperlyConfigured, match="DROGOWSKAZ_LINK_MINUTES must be a whole number above zero"):
        settings.number("DROGOWSKAZ_LINK_MINUTES", 30)


@pytest.mark.parametrize("value", ["api.example", "ftp://api.example", "file:///etc"])
def test_an_address_that_is_none_of_the_web_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DROGOWSKAZ_KRS", value)
    with pytest.raises(ImproperlyConfigured, match="DROGOWSKAZ_KRS must be empty or begin with https"):
        settings.web_address("DROGOWSKAZ_KRS", "")


def test_an_empty_address_of_the_register_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DROGOWSKAZ_KRS", "")
    assert settings.web_address("DROGOWSKAZ_KRS", "https://api.example") == ""
