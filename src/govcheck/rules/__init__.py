"""Floor 1: the rules. Pure functions on the words; the date is an argument."""
