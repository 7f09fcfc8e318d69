"""What a reader sees: concordances, figures, pages, reports."""
