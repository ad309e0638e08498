"""Evidence: what the records say held against the texts of their sources."""
