"""The finders of the house, in the order in which they need each other, and one public call for each."""

from __future__ import annotations

from negresearch.find.scan import Finder

REGIONS = Finder("regions", (), lambda segments: segments.regions)
