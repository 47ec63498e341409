"""A web page to text: the article, what the page says of it, and what stands around it."""
