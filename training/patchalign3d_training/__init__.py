"""Training of pa3d models: data, targets, losses and the stages."""
