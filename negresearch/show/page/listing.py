"""The documents of a corpus as a reader wants them listed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from negresearch.show.page.values import days_said

_PUBLISHED = ("published_first", "published_last")


def listed(table: pd.DataFrame, show: Sequence[str] | None) -> tuple[pd.DataFrame, list[str]]:
    """List documents: those with a problem first, the days of publication in one column, no column of no problems.

    A table that is none of documents stays as it is.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "published_first": ["2024-05-01", "2024-05-02"],
    ...                           "published_last": ["2024-05-01", "2024-05-09"], "problem": [None, None]})
    >>> listed(documents, None)[0].to_dict("list")
    {'doc_id': ['a', 'b'], 'published': ['2024-05-01', '2024-05-02 to 05-09']}
    """
    shown = [str(column) for column in (show or table.columns)]
    if not {*shown, *_PUBLISHED} <= set(table.columns) or "problem" not in table.columns:
        return table, shown
    days = [days_said(*ends) for ends in zip(*(table[column] for column in _PUBLISHED), strict=True)]
    shown = list(dict.fromkeys("published" if column in _PUBLISHED else column for column in shown))
    if table["problem"].isna().all():
        shown = [column for column in shown if column != "problem"]
    table = table.assign(published=days).sort_values("problem", kind="stable", na_position="last", ignore_index=True)
    return table[shown], shown
