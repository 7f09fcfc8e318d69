"""How a report and its figures are cited: as a sentence, as BibTeX, as CSL-JSON, and as tags that Zotero reads."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from negresearch.show.page.inert import plain
from negresearch.show.page.values import listed

#: As in CITATION.cff. A report holds no date of its own, since the same inputs give the same bytes.
AUTHORS, RELEASED = ("The negresearch authors",), "2026-11-22"
_INSTITUTION = "negresearch"
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    c: "\\" + c for c in "&%$#_{}"
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True)
class Citation:
    """What is cited: a report, or a figure of one, which has a `part` (number and caption) and stands at `anchor`.

    An author is "Family, Given"; a name without a comma is a body's, and stays as it is. `number` is the report's id,
    `source` what it was made of and with.
    """

    title: str
    abstract: str
    authors: tuple[str, ...]
    report: str
    number: str
    source: str
    part: str = ""
    anchor: str = ""

    @classmethod
    def of(cls, receipt: Mapping[str, Any], authors: Sequence[str], abstract: str) -> Citation:
        """Cite a report by its receipt."""
        corpus = receipt["corpus"]
        read = f"{corpus['documents']:,} documents, " if "documents" in corpus else ""
        book = receipt.get("codebook")
        coded = f", codebook {book['name']} {book['version']}" if book else ""
        source = f"{read}corpus sha256 {corpus['sha256']}{coded}; made with negresearch {receipt['negresearch']}"
        people = tuple(map(plain, authors)) or AUTHORS
        return cls(receipt["title"], abstract, people, receipt["report"], receipt["id"], plain(source))

    def figure(self, number: int, caption: str, anchor: str) -> Citation:
        """Cite a figure of this report, by the beginning of its caption; what it is made of, its report says."""
        part = f"Figure {number}. {re.split(r'[:.](?: |$)', caption)[0]}."
        return replace(self, abstract="", source="", part=part, anchor=anchor)

    @property
    def _key(self) -> str:
        return "-".join(filter(None, ["negresearch", self.report, self.number, self.anchor.removeprefix("figure-")]))

    @property
    def sentence(self) -> str:
        """The citation as a reference list has it."""
        what = f"{self.part} In: {self.title}" if self.part else self.title
        where = f", {self.report}.html#{self.anchor}" if self.anchor else ""
        end = "" if what.endswith((".", "?", "!")) else "."
        made = f": {self.source}" if self.source else ""
        return f"{listed(self.authors)} ({RELEASED[:4]}). {what}{end} Report {self.number}{where}{made}."

    @property
    def bibtex(self) -> str:
        """The citation for LaTeX."""
        who = " and ".join(_tex(name) if ", " in name else f"{{{_tex(name)}}}" for name in self.authors)
        of_figure = {
            "title": f"{{{_tex(self.part)}}}",
            "howpublished": _tex(f"Figure in: {self.title} Report {self.number}, {self.report}.html#{self.anchor}"),
        }
        of_report = {"title": f"{{{_tex(self.title)}}}", "institution": _INSTITUTION, "number": self.number}
        fields = {"author": who, **(of_figure if self.part else of_report), "year": RELEASED[:4]}
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
        lines += [f"  month = {_MONTHS[int(RELEASED[5:7]) - 1]},"]
        lines += [f"  note = {{{_tex(self.source)}}},"] if self.source else []
        key = re.sub(r"[^\w:.-]", "-", self._key, flags=re.ASCII)
        return "\n".join([f"@{'misc' if self.part else 'techreport'}{{{key},", *lines, "}"])

    @property
    def csl(self) -> str:
        """The citation as CSL-JSON, which Zotero, Pandoc and others import."""
        item: dict[str, Any] = {
            "id": self._key,
            "type": "figure" if self.part else "report",
            "title": self.part or self.title,
            "author": [_person(name) for name in self.authors],
            "issued": {"date-parts": [[int(part) for part in RELEASED.split("-")]]},
            "publisher": _INSTITUTION,
            "number": self.number,
            "language": "en",
        }
        item |= {"note": self.source} if self.source else {}
        item |= {"container-title": self.title} if self.part else {"genre": "Report"}
        item |= {"abstract": self.abstract} if self.abstract else {}
        return json.dumps([item], ensure_ascii=False, indent=1)

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Names and contents of the tags from which a report is made, not an article, by those who read tags.

        A body's name ends in a comma, so that no family name is cut off it.
        """
        named = [("citation_author", name if ", " in name else f"{name},") for name in self.authors]
        return [
            ("citation_title", self.title),
            *named,
            ("citation_publication_date", RELEASED.replace("-", "/")),
            ("citation_technical_report_institution", _INSTITUTION),
            ("citation_technical_report_number", self.number),
            ("citation_language", "en"),
            *([("citation_abstract", self.abstract)] if self.abstract else []),
        ]


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}


def _tex(words: str) -> str:
    return "".join(_TEX.get(character, character) for character in words)
