"""The weapons family; words.toml lists its categories."""
