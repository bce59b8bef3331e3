"""Stage 1 (distill) and stage 2 (align): options, losses, starting weights, validation."""
