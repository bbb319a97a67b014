"""The cooperation agreement on paper: as it stands, and as a sheet to negotiate with a pen."""
