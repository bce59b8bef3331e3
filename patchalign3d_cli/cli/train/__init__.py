"""`pa3d train`: data, words and weights; one file a command, put together in `app`."""
