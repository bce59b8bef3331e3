"""The network: byte ranges, repositories and text towers of the Hub."""
