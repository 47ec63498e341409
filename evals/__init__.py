"""Our own labelled reports, and what is measured on them."""
