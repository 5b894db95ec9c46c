"""What people write, as data: examples and their records, pages, labs, terms. Runs nothing, renders nothing."""
