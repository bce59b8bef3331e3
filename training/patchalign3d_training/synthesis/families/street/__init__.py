"""The street family; words.toml lists its categories."""
