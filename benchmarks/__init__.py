"""What the build costs, and how well it reads: `python -m benchmarks.build`, `python -m benchmarks.ratchet`."""
