"""Which fewest cells of a form would have to change so that no check of severity error fails, and to what."""
