"""From files to the library: text, schema, structure."""
