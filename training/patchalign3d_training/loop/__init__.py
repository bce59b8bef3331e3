"""The engine that both stages share: steps, state, resuming, stopping, several processes."""
