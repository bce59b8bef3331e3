"""Training sets as trees, shards or one's own shapes, and the batches drawn from them."""
