"""What lasts: the journal and its migrations."""
