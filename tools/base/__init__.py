"""Knows nothing of lessons: the repository's places, faults, pictures' sizes, the JavaScript engine."""
