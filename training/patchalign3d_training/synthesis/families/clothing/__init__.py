"""The clothing family; words.toml lists its categories."""
