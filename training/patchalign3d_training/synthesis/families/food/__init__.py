"""The food family; words.toml lists its categories."""
