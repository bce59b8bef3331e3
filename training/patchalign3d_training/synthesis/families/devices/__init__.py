"""The devices family; words.toml lists its categories."""
