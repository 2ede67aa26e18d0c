"""Loads Ferry's exports of Affinity into a warehouse, with dlt."""

from .manifest import FerryError, Manifest
from .source import ferry_source
from .sync import Export, Summary, sync

__all__ = ["Export", "FerryError", "Manifest", "Summary", "ferry_source", "sync"]
