"""What we say where allauth has a sentence of its own: messages on pages, letters about changes, refusals."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "account/messages/email_confirmation_sent.txt": _("We have sent a letter to {email}. The link in it confirms it."),
    "account/messages/email_confirmed.txt": _("The address {email} is confirmed and in use from now on."),
    "account/messages/email_confirmation_failed.txt": _("The address {email} belongs to another account."),
    "account/messages/email_deleted.txt": _("The change to {email} was called off. Nothing has changed."),
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("The password was changed."),
    "account/messages/password_set.txt": _("The password was set. You can sign in with it from now on."),
    "mfa/messages/totp_activated.txt": _("The app on your phone is connected. It will be asked for at signing in."),
    "mfa/messages/totp_deactivated.txt": _("The app on your phone is no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("The passkey was added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey was removed."),
    "mfa/messages/recovery_codes_generated.txt": _("Recovery codes are ready. Any made earlier no longer work."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out everywhere but here."),
}
"""Allauth's messages by the names of its templates; those that are not here say nothing."""

CHANGES = {
    "account/email/password_reset": _("The password of your account was set anew."),
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_set": _("A password was set for your account."),
    "account/email/email_changed": _("The e-mail address of your account was changed to {to_email}."),
    "account/email/email_deleted": _("A change of the e-mail address of your account was called off."),
    "mfa/email/totp_activated": _("An app was connected to your account as a second step of signing in."),
    "mfa/email/totp_deactivated": _("The app is no longer asked for when you sign in to your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
}
"""What a letter about a change of an account says, by allauth's names."""

REFUSALS = {
    "account_inactive": _("This account is switched off. Ask the administrator of this installation."),
    "email_password_mismatch": _("The e-mail address or the password is not right. Check both, or ask for a link."),
    "email_taken": _("This address cannot be used. Choose another."),
    "duplicate_email": _("This is the address of your account already."),
    "same_as_current": _("This is the same as before."),
    "enter_current_password": _("The present password is not right."),
    "incorrect_password": _("The password is not right."),
    "incorrect_code": _("The code is not right. Codes change every half a minute: type in the newest."),
    "too_many_login_attempts": _("Too many tries failed. Wait five minutes, or ask for a link."),
    "rate_limited": _("Too many tries in a short time. Wait a moment and try again."),
    "invalid_password_reset": _("The link no longer works. Ask for a new one."),
    "max_email_addresses": _("A change of the address is already waiting for confirmation."),
}

FACTORS = {
    "incorrect_code": REFUSALS["incorrect_code"],
    "cannot_generate_recovery_codes": _("Recovery codes are for accounts with a second step. Add one first."),
}

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
}
"""What the fields of allauth's forms are called, by their names."""

WAYS = {
    "reauthenticate": _("Confirm with your password"),
    "mfa_reauthenticate": _("Confirm with a code from the app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Confirm with a passkey"),
}
"""Ways of confirming once more who is there."""
