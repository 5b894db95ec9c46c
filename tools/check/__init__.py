"""Faults of the sources, each with its place and its mend. Runs nothing."""
