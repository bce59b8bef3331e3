"""The seating family; words.toml lists its categories."""
