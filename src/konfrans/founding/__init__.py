"""How an empty installation becomes a conference: by a command, or in the browser, with the same rules and the same acts."""
