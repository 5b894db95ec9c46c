"""MkDocs, and nothing else knows it: builds, shows while you write, publishes."""
