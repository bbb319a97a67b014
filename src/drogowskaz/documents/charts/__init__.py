"""Charts and maps as SVG drawn by us: for pages in the colours of the style sheet, for documents in fixed ones."""
