"""The instruments family; words.toml lists its categories."""
