"""The vehicles family; words.toml lists its categories."""
