"""An edition and its filled forms in the languages of statistical systems: SDMX and VTL."""
