"""For each page of layers what their arguments may be in a random setting, valid and not, and their data."""
