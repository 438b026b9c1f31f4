"""The guide: what a runbook says, and how far a record has come in it. Pure: no screen, no disk."""
