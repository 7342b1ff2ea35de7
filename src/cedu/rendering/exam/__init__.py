"""Tests on paper: the booklet that asks, the sheet that is answered on, and the key for those who mark."""
