"""Which objects a scene consists of."""
