"""Certificates as PDF: a design drawn once for a level and a language, and on it what differs from one award to the next."""
