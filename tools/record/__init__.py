"""Runs code and keeps the results: outputs, plots, pictures of networks, labs."""
