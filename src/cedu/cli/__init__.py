"""The commands: one file each; nothing else prints or exits."""
