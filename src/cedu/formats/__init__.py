"""What readers and writers of a standard share."""
