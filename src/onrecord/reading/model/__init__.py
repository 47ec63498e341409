"""The reading model: word pieces, the encoder's run, and what its scores say."""
