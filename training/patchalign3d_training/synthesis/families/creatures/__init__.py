"""The creatures family; words.toml lists its categories."""
