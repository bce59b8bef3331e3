"""Labels, prompts, the text tower, the embedding cache and text banks."""
