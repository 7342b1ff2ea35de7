"""Certificates as PDF: a design drawn once for a level and a language, and on it what differs from one award to the next."""

from cedu.rendering.certificate.contents import Face, Facts
from cedu.rendering.certificate.printer import Printer
from cedu.rendering.certificate.template import Template

__all__ = ["Face", "Facts", "Printer", "Template"]
