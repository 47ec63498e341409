"""Documents of office programs and pages of print to paragraphs, with the pages they stand on."""
