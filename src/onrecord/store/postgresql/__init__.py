"""PostgreSQL as the store of a team: the same tables, asked by the same SQL, in a schema of a database."""
