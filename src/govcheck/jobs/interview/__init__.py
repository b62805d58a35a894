"""The interview: one question at a time, each answer on disk before it is called saved."""
