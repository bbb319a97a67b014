"""Plain content drawn as documents, charts and maps. Knows no area."""
