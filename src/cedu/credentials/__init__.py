"""Who has earned what, and how it is kept."""
