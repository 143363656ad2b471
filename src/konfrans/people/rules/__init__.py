"""What holds for institutions, offices and invitations, decided on values."""
