"""How many tellings of events are found, and whom they blame: against texts coded by hand.

    python benchmarks/events.py [--errors]

All were coded before they were first searched. All lots of invented paragraphs have been looked at since but the third,
in the plain manner of news, and the even half of the sixth. First runs, which say what to expect of new wording, are
in `tests/gold/README.md`.
"""

from __future__ import annotations

from clock import PROJECT, options
from event_gold import coded_seeds, found, score, written

import negresearch as nr

#: Of what was never looked at only the sums are shown.
KEPT = ("third lot", "sixth, even")


def main() -> None:
    """Print precision, recall and F1 of presence and of blame."""
    errors = options(__doc__, errors=False).errors
    for name, (texts, gold) in {
        "seeds": (nr.read_corpus(PROJECT / "seeds"), coded_seeds()),
        "first lot": written(),
        "second lot": written("events_written_2.txt"),
        "third lot": written("events_written_3.txt"),
        "fourth, odd": written("events_written_4.txt", "odd"),
        "fourth, even": written("events_written_4.txt", "even"),
        "fifth lot": written("events_written_5.txt"),
        "sixth, odd": written("events_written_6.txt", "odd"),
        "sixth, even": written("events_written_6.txt", "even"),
    }.items():
        tables = nr.scan(texts, ["events", "claims"], codebook=nr.read_codebook("peace-talks"))
        telling = found(tables["events"], tables["claims"])
        for what, here, there in (
            ("presence", telling.present, gold.present),
            ("blame", telling.blamed, gold.blamed),
        ):
            counts = score(here, there)
            print(
                f"{name:12} {what:8} precision {counts.precision:.2f}  recall {counts.recall:.2f}  F1 {counts.f1:.2f}"
                f"  ({counts.right} right, {counts.extra} too many, {counts.missed} missed)"
            )
            if errors and name not in KEPT:
                for key in sorted(here - there):
                    print("    too many", *key)
                for key in sorted(there - here):
                    print("    missed  ", *key)


if __name__ == "__main__":
    main()
