"""The embedded cloud: a world that moves with a clock, behind the service's own HTTP API."""
