"""The plants family; words.toml lists its categories."""
