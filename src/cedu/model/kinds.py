"""The kinds: what a YAML file of a workspace can declare, `workspace` being `cedu.yaml` itself."""

KINDS = ("workspace", "course", "assessment", "bank", "certification", "path", "framework", "audience")
