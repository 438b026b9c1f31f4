"""Tests of the HTTP client of the cloud."""
