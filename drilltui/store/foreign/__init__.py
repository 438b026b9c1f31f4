"""What other tools of these clouds have set up on this host: one file for each form."""
