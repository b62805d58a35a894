"""Floor 2: the tools. Each module owns one library and nothing of the domain."""
