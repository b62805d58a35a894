"""Floor 4: the door. One module for each group of commands; arguments go in, an exit code comes out."""
