"""Every address of accounts. Allauth asks for its pages by its own names; those that are not here do not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from drogowskaz.organisations.accounts import views

# Without its alphabet named, the file's Polish letters would be read as another alphabet's.
download = codes.DownloadRecoveryCodesView.as_view(content_type="text/plain; charset=utf-8")

own = [
    path("", views.account, name="account"),
    path("link/", views.link, name="link"),
    path("link/<str:token>/", views.enter, name="enter"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("wejscie/", account.login, name="account_login"),
    path("wyjscie/", account.logout, name="account_logout"),
    path("zalozenie/", account.signup, name="account_signup"),
    path("wylaczone/", account.account_inactive, name="account_inactive"),
    path("potwierdzenie/", account.reauthenticate, name="account_reauthenticate"),
    path("adres/", views.address, name="account_email"),
    path("adres/wyslano/", account.email_verification_sent, name="account_email_verification_sent"),
    path("adres/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("haslo/zmiana/", account.password_change, name="account_change_password"),
    path("haslo/nadanie/", account.password_set, name="account_set_password"),
    path("haslo/", account.password_reset, name="account_reset_password"),
    path("haslo/wyslano/", account.password_reset_done, name="account_reset_password_done"),
    path("haslo/gotowe/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # The key itself has a dash, so the first one ends the person's number.
    re_path(
        r"^haslo/nowe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("zabezpieczenia/", mfa.index, name="mfa_index"),
    path("drugi-krok/", mfa.authenticate, name="mfa_authenticate"),
    path("potwierdzenie/kod/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("potwierdzenie/klucz/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("zabezpieczenia/aplikacja/", totp.activate_totp, name="mfa_activate_totp"),
    path("zabezpieczenia/aplikacja/odlaczenie/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("zabezpieczenia/kody/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("zabezpieczenia/kody/nowe/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("zabezpieczenia/kody/plik/", download, name="mfa_download_recovery_codes"),
    path("zabezpieczenia/klucze/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("zabezpieczenia/klucze/nowy/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("zabezpieczenia/klucze/<int:pk>/nazwa/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("zabezpieczenia/klucze/<int:pk>/usuniecie/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("wejscie/klucz/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sesje/", sessions.list_usersessions, name="usersessions_list"),
]
