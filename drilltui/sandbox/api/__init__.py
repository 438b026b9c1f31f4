"""The services' HTTP APIs over the world: reading requests, rendering answers, nothing else."""
