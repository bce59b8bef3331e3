"""The toys family; words.toml lists its categories."""
