"""What comes in: shapes as their files give them."""
