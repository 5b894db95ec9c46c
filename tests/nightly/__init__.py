"""What takes minutes and runs each night: make test ALL=1."""
