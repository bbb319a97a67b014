"""The reports a centre prints from CAS (MRiPS-03, MRiPS-06) and the cells of the form they are said to feed."""
