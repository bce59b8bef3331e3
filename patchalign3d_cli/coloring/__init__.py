"""Which colour stands for which part or value."""
