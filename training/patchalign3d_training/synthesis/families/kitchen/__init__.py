"""The kitchen family; words.toml lists its categories."""
