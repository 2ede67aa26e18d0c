"""What stands beside an exported file, and the rows in it (Docs/Exports.md)."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class FerryError(Exception):
    """What a person can mend: one sentence says what is wrong, and what to do."""


@dataclass(frozen=True)
class Cell:
    """What a column of the file holds: a field, perhaps a part of its values, or an attribute of the record."""

    column: str
    field: str | None = None
    type: str | None = None
    part: str | None = None
    attribute: str | None = None

    @property
    def key(self) -> str:
        """The same for as long as the field is the same, whatever it is called."""
        if self.field is None:
            return self.attribute or self.column
        return f"{self.field}.{self.part}" if self.part else self.field


@dataclass(frozen=True)
class Manifest:
    """The manifest of a whole file of JSON lines."""

    path: Path
    source: str
    """The list, with its view, or the directory that was exported."""
    finished_at: str
    """ISO 8601, UTC."""
    since: str | None
    """When the export was finished whose state this one was compared with; None where the file holds every row."""
    sha256: str
    changes: str
    """How many rows there are of each kind, in words."""
    multi_value: str
    cells: tuple[Cell, ...]

    @property
    def is_full(self) -> bool:
        return self.since is None

    @property
    def mark(self) -> dict[str, str]:
        """What the warehouse remembers of a file that it holds."""
        return {"finished-at": self.finished_at, "sha256": self.sha256}

    def follows(self, *marks: dict[str, str] | None) -> bool:
        """Whether nothing is missed when this file is loaded, again or anew, where the last one has such a mark."""
        return self.is_full or all(
            mark is not None and (mark == self.mark or mark["finished-at"] == self.since) for mark in marks
        )

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Reads the manifest of a file and compares the file with it.

        Raises:
            FerryError: There is none, it is of another file or format, or it lacks the ids.
        """
        place = path.with_name(path.name + ".manifest.json")
        try:
            found = json.loads(place.read_text("utf-8"))
            form = found["form"]
            manifest = cls(
                path=path,
                source=" ".join(filter(None, (found.get("list") or found.get("directory"), found.get("saved-view")))),
                finished_at=found["finished-at"],
                since=found.get("since"),
                sha256=found["sha256"],
                changes=", ".join(f"{count} {kind}" for kind, count in found.get("changes", {"rows": found["rows"]}).items()),
                multi_value=form["multi-value"],
                cells=tuple(
                    Cell(**{key: cell.get(key) for key in ("column", "field", "type", "part", "attribute")})
                    for cell in form["cells"]
                ),
            )
        except FileNotFoundError as error:
            raise FerryError(f"{place}: it is not there; export with -o {path.name}, which writes it") from error
        except (ValueError, KeyError, TypeError) as error:
            raise FerryError(f"{place}: it is not a manifest of Ferry ({error!r}); export again") from error
        if form["format"] != "jsonl":
            raise FerryError(f"{path}: it is {form['format']}, and only JSON lines hold types; export to a .jsonl file")
        if not any(cell.attribute in IDS for cell in manifest.cells):
            raise FerryError(f"{path}: it has no column with Affinity's ids; export without --no-ids")
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError as error:
            raise FerryError(f"{path}: it is not there, and its manifest is; export again") from error
        if digest != manifest.sha256:
            raise FerryError(f"{path}: it is not the file that its manifest tells of; export again")
        return manifest

    @property
    def key_column(self) -> Cell:
        """The id that tells the rows apart: of the list entry, in a directory of the record."""
        return min((cell for cell in self.cells if cell.attribute in IDS), key=lambda cell: IDS.index(str(cell.attribute)))

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, in the order of the file."""
        with gzip.open(self.path, "rb") if self.path.suffix == ".gz" else self.path.open("rb") as file:
            for line in file:
                yield json.loads(line)


IDS = ("Affinity Row ID", "Affinity Organization ID", "Affinity Person ID", "Affinity Opportunity ID")
