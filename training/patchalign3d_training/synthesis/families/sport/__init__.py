"""The sport family; words.toml lists its categories."""
