"""The checks of an edition as mathematics: can they all hold together, and which of them say nothing new."""
