"""What makes, checks and keeps the project. Nothing here is in the wheel; run each with `python3 -m tools.NAME`."""
