"""From one text to rows: each finder is a function of one document and of other finders' rows for it."""
