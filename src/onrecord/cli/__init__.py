"""The command line: one thin door to the calls of the other rooms."""
