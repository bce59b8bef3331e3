"""The people family; words.toml lists its categories."""
