"""Acts on committees, calls for nominations, nominations and seats."""
