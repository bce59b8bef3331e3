"""The buildings family; words.toml lists its categories."""
