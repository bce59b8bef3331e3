"""OBJ and its MTL."""
