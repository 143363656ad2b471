"""Settings, addresses, servers, base templates, static files."""
