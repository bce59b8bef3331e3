"""The machines family; words.toml lists its categories."""
