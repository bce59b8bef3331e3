"""How well a model does on shapes that training never saw."""
