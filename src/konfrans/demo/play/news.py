"""News of the demonstration, each marked as sample."""
