"""Parts of machines and plumbing."""
