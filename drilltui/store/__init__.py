"""What lasts: the journal and its migrations, the configuration file; and what others left here."""
