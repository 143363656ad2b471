"""The charter and its drafts out, and Word documents back in."""
