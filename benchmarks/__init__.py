"""What govcheck takes, measured. `make bench`."""
