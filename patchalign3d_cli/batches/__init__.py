"""Many shapes in one run: which, in which processes, what of it is done already, and the report."""
