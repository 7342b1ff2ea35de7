"""From the model to what people read."""
