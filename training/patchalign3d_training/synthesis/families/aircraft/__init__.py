"""The aircraft family; words.toml lists its categories."""
