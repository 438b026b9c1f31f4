"""Reusable widgets that know lines of text and domain types, never services."""
