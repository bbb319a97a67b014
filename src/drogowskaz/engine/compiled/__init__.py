"""The checks of an edition as whole-number arrays: one artefact for the server, the browser and the country."""
