"""What a workspace says, as frozen dataclasses: one file per kind, with the same names as in YAML."""
