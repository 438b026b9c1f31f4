"""Places a person can be: one noun a file."""
