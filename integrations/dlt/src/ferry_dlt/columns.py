"""Which columns of the warehouse a column of the file becomes, of which types, and how its cells go into them."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from typing import Any

from .manifest import IDS, Cell, Manifest

Shape = Mapping[str, str]
"""The types of an object's members, by their keys in the file; dlt's names of types."""

PERSON: Shape = {"id": "bigint", "name": "text", "email": "text"}
ORGANIZATION: Shape = {"id": "bigint", "name": "text", "domain": "text"}
INTERACTION: Shape = {"date": "timestamp", "kind": "text"}
PLACE: Shape = {"streetAddress": "text", "city": "text", "state": "text", "country": "text", "continent": "text"}

SHAPES: Mapping[str, Shape] = {
    "person": PERSON, "company": ORGANIZATION, "location": PLACE, "interaction": INTERACTION,
}  # fmt: skip
SCALARS: Mapping[str, str] = {
    "number": "double", "formula-number": "double", "text": "text", "filterable-text": "text",
    "dropdown": "text", "ranked-dropdown": "text",
}  # fmt: skip
PARTS: Mapping[str, str] = {"id": "bigint", "date": "timestamp"}
LISTS = ("Domains", "Emails")
"""Attributes of several values, which the file joins into one text."""
MADE = ("gone", "exported_at", "dlt_id", "dlt_load_id", "dlt_parent_id", "dlt_root_id", "dlt_valid_from", "dlt_valid_to")


def type_of(cell: Cell) -> str | Shape:
    """dlt's type of one value of the column, or the types of its members."""
    if cell.attribute is not None:
        return {**dict.fromkeys(IDS, "bigint"), "Date Added": "timestamp"}.get(cell.attribute, "text")
    kind = (cell.type or "").removesuffix("-multi")
    if cell.part is not None:
        return PARTS.get(cell.part, "text")
    if kind == "datetime":
        # Users fill dates; what Affinity fills itself, such as created-at, are moments.
        return "date" if (cell.field or "").startswith("field-") else "timestamp"
    return SHAPES.get(kind) or SCALARS.get(kind, "json")


@dataclass(frozen=True)
class Column:
    """Where the cells of a column go: one column, one for each member of an object, or a child table."""

    cell: Cell
    name: str
    type: str | Shape
    is_list: bool
    joiner: str | None = None
    """What parts the values of a text that holds several."""
    members: Mapping[str, str] = field(default_factory=dict)
    """For an object that is not in a child table, the names of its columns by its keys."""

    @property
    def columns(self) -> dict[str, str]:
        """The types of the columns of the table itself, by name."""
        if self.is_list:
            return {}
        if isinstance(self.type, str):
            return {self.name: self.type}
        return {name: self.type[key] for key, name in self.members.items()}

    @property
    def items(self) -> dict[str, str]:
        """The types of the columns of the child table, by name."""
        if isinstance(self.type, str):
            return {"value": self.type}
        return {snake(key): type_ for key, type_ in self.type.items()}

    @property
    def written_type(self) -> str:
        """The type for people, and to be compared with that of another night."""
        one = self.type if isinstance(self.type, str) else "object"
        return f"list of {one}" if self.is_list else one

    def put(self, value: Any, row: dict[str, Any]) -> None:
        """Puts a value of the file into a row for dlt. What is of another type than its column goes as the text that it is."""
        if value is None:
            return
        if self.is_list and self.joiner is not None and isinstance(value, str):
            value = value.split(self.joiner)
        if self.is_list and isinstance(value, list):
            row[self.name] = [self._one(item) for item in value]
        elif not self.is_list and self.members and isinstance(value, dict):
            row.update({name: value.get(key) for key, name in self.members.items()})
        else:
            row[self.name] = self._one(value)

    def _one(self, value: Any) -> Any:
        if isinstance(value, dict) and not isinstance(self.type, str):
            return {snake(key): value.get(key) for key in self.type}
        if self.type == "json":
            return value
        if isinstance(value, dict | list):
            return json.dumps(value, ensure_ascii=False)
        if self.type == "double" and isinstance(value, int):
            return float(value)
        if self.type == "date" and isinstance(value, str):
            with suppress(ValueError):
                return date.fromisoformat(value)
        return value


def snake(key: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower()


def columns(manifest: Manifest, normalize: Callable[[str], str]) -> list[Column]:
    """The columns of a file, no two of one name.

    Args:
        normalize: Makes a name that the warehouse takes, dlt's naming convention. It makes one name of several, and of a
            name without Latin letters nothing that says much; then the field's id tells which is which.
    """
    taken = {normalize("_" + name) for name in MADE}
    found: list[Column] = []
    for cell in manifest.cells:
        if cell.attribute == "_change":
            continue
        type_, is_list = type_of(cell), (cell.type or "").endswith("-multi") or cell.attribute in LISTS
        joiner = manifest.multi_value if cell.attribute in LISTS else None
        plain = cell.column if re.search("[A-Za-z0-9]", cell.column) else cell.key
        for header in chain([plain, f"{plain} {cell.key}"], (f"{plain} {cell.key} {number}" for number in count(2))):
            name = normalize(header)
            keys = () if is_list or isinstance(type_, str) else tuple(type_)
            members = {key: normalize(f"{header} {snake(key)}") for key in keys}
            # An odd cell of an object's column stands under the column's own name.
            if taken.isdisjoint({name, *members.values()}):
                break
        taken |= {name, *members.values()}
        found.append(Column(cell, name, type_, is_list, joiner, members))
    return found
