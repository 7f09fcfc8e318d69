"""negresearch: how news texts frame peace negotiations.

Every finding is a row that says where it was found, and every number is a count of such rows.

A parameter named after a table, a corpus or a book is as from the function that finds or reads it: `documents` (`per`,
where rows are measured against them) as from `find_documents`, `codebook` as from `read_codebook`.
"""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Read the public names, which are listed once, in __init__.pyi, when one is first used; it imports its module."""
    import lazy_loader

    public = zip(("__getattr__", "__dir__", "__all__"), lazy_loader.attach_stub(__name__, __file__), strict=True)
    globals().update(public)
    return globals()["__all__"] if name == "__all__" else globals()["__getattr__"](name)


def __dir__() -> object:
    return __getattr__("__all__")
