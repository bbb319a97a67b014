"""The desk beside CAS: how far the form is retyped, what a print would change, what differs."""
