"""The networks in numpy alone: what runs where torch is not installed, or not worth its start."""
