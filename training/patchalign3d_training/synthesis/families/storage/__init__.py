"""The storage family; words.toml lists its categories."""
