"""The household family; words.toml lists its categories."""
