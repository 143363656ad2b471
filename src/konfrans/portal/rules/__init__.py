"""Pure parts of the portal: the window of members, what is urgent, what a search found."""
