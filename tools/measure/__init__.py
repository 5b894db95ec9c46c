"""The browser, and what pages weigh in it."""
