"""The desk: the record in a browser. Pages are made on the server and can be read without scripts."""
