"""How a person proves to be the owner of an account: password, passkey, letter with a link, second factor.

The proofs are django-allauth's and django-sesame's; the pages, addresses, sentences and letters are ours.
"""
