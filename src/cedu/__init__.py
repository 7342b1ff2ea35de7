"""cedu: curricula and certifications as text in git, validated like code, built for any LMS."""

__version__ = "0.1.0"
