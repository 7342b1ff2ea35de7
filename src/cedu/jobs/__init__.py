"""What a command does, as a function that returns values and never prints."""
