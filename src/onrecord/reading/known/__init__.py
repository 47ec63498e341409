"""Who is known before a report is read: office holders with their dates, armed groups, bodies, the user's own."""
