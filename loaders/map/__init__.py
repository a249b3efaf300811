"""From names and headers as people write them to tables and columns of the schema."""
