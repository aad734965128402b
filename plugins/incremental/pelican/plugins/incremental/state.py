"""What a build leaves for the next one to compare with."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from .code import Code
from .digests import Owner
from .files import Stamp

Names = frozenset[str]
Look = tuple[Stamp, bytes]
"""What somebody found at a path: None for nothing, FOUND for a folder, else a file's stamp and digest."""
FAILED = "it failed"
"""Why an output is written again that was not finished."""


@dataclass(slots=True)
class Output:
    """A page or feed that was written, with what it was made from."""

    environment: str
    """The class of the generator whose templates it was rendered with."""
    template: str
    """The name of its own template; empty for a feed."""
    names: Names
    """What it read of the names in its templates' context, its filters and tests."""
    local: Names
    """Those of them that it does not share with all others."""
    attributes: dict[Owner, Names]
    """What it read of contents and generators."""
    templates: Names
    """The templates that it was made with, also by inclusion."""
    own: bytes
    """The digest of what it alone got: its article, its part of a list."""
    products: dict[str, Stamp]
    """The files that were written for it, or that it needs."""
    noted: Names = frozenset()
    """Those of them that a plugin noted: other pages may need them, too."""
    problem: str = ""
    """Why it is written in each build; empty if it need not be."""
    looked: dict[str, Look] = field(default_factory=dict)
    """What it found in the output folder that others had made."""


@dataclass(slots=True)
class State:
    """Everything that the outputs of a build were made from, as digests."""

    settings: dict[str, bytes] = field(default_factory=dict)
    names: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """Digests of what names meant to templates, by the generator's class, or "" for all of them."""
    contents: dict[Owner, tuple[bytes | None, dict[str, bytes]]] = field(default_factory=dict)
    """Of each content, the digest of everything it held, and of each attribute that was read."""
    templates: dict[tuple[str, str], bytes] = field(default_factory=dict)
    files: dict[str, Stamp] = field(default_factory=dict)
    """Files that plugins read while pages were rendered; they may remember them, so each counts for all."""
    outputs: dict[str, Output] = field(default_factory=dict)
    lists: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)
    """Of each list, by the name of its first page, the digest of what the writer got, and all its pages."""
    copies: dict[str, tuple[str, Stamp, Stamp]] = field(default_factory=dict)
    """Of each copied file its source, and the stamps of source and copy."""
    folders: dict[str, tuple[str, dict[str, Stamp]]] = field(default_factory=dict)
    """Folders that plugins look after, with the key that they gave, and the stamps of the files."""
    documents: dict[str, tuple[str, Stamp]] = field(default_factory=dict)
    """Files that plugins have kept, with what their keys say, and the stamps once they were written."""
    loose: list[str] = field(default_factory=list)
    """What the next build removes first: what was written in other ways, or for several pages.

    The paths of folders end with a slash.
    """


@dataclass(slots=True)
class Base:
    """What a state counts for."""

    packages: bytes
    code: Code
    output: str
    """The output folder, by the name that it had."""


def list_products(state: State) -> set[str]:
    """The paths of all files that were written or copied for the pages and feeds of a build."""
    return {path for output in state.outputs.values() for path in output.products} | state.copies.keys()


def list_extras(state: State, folder: str) -> Iterator[str]:
    """What was written for pages and feeds besides themselves."""
    for name, output in state.outputs.items():
        own = os.path.abspath(os.path.join(folder, name))
        yield from (path for path in output.products if path != own)
