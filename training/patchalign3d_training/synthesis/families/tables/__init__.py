"""The tables family; words.toml lists its categories."""
