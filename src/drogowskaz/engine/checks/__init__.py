"""Checks over filled sheets: what holds, what does not, and what cannot be computed and why."""
