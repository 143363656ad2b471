"""Pages of committees, calls, answers and consent."""
