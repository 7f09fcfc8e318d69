"""negresearch: how news texts frame peace negotiations.

Every finding is a row that says where it was found, and every number is a count of such rows.

A parameter named after a table, a corpus or a book is as from the function that finds or reads it: `documents` (`per`,
where rows are measured against them) as from `find_documents`, `codebook` as from `read_codebook`.
"""

import lazy_loader

__version__ = "0.1.0"

# The public names are listed once, in __init__.pyi; what they stand on is imported when they are first used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
