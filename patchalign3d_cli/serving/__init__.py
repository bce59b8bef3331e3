"""The warm server: one model, loaded once, asked over HTTP."""
