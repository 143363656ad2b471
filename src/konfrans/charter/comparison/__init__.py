"""Charters beside each other: recorded votes under each of them, their rules, and what tells them apart."""
