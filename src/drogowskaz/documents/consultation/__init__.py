"""Consultations on paper: the report, and who took part in which stage."""
