"""Spreadsheets: templates of an edition as plain content, and their writers for XLSX, ODS and CSV."""
