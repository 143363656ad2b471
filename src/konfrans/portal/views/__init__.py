"""Public pages, the answers that belong to the whole site, the desk."""
