"""Rows in, tables out: no text and no corpus."""
