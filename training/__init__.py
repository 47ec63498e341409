"""Training of the reading model: data, fine-tuning, measuring, export. Nothing here is needed to read a report."""
