"""Floor 3: the jobs. What a command does, without the command line."""
