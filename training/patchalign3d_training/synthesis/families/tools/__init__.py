"""The tools family; words.toml lists its categories."""
