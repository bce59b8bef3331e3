"""The openings family; words.toml lists its categories."""
