"""Editions of the form: frozen objects read from `definitions/editions`, and the problems found on the way."""
