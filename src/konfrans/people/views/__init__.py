"""Pages: the register for the secretariat, invitations, one's own account, the journal, files."""
