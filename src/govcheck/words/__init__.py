"""Floor 0: the words. The model, the errors and where bundled files lie; standard library only."""
