"""Tables of reports: what is one, what its columns hold, and its rows as reports."""
