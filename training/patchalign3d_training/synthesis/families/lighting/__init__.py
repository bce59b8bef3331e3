"""The lighting family; words.toml lists its categories."""
