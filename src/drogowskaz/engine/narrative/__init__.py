"""Sentences drafted from the numbers of a form. They are drafts: a person reads, changes and stands by them."""
