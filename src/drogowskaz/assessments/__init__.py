"""Assessments of units year by year: their cells, where each number comes from, and what the checks say."""
