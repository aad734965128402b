"""The pages of a generator, made by several processes at once."""

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pelican.utils import sanitised_join
from pelican.writers import Writer

from .claims import Claims
from .leftovers import TooEarlyError
from .processes import Copy, Team, Worker
from .state import FAILED, Output

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    from .files import Stamp
    from .outputs import Outputs

Made = dict[int, list[tuple[str, Output, bool]]]
"""By the number of a call the outputs that it left, with whether each was written."""
Products = dict[int, set[str]]
"""The files that a call wrote or removed, also where what it left does not count."""
Sum = tuple[Made, Products, Mapping[str, "Stamp"], Mapping[str, tuple[str, "Stamp"]]]
"""What a copy hands over: also the files that it read, and those that plugins keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of Pelican's writer, which makes a page or the pages of a list."""

    name: str
    """The file of the first page."""
    overrides: bool
    """Whether that takes the place of others with this name."""
    make: Callable[[], None]


class Division:
    """Divides the calls of the writer for one generator, once enough pages have been written.

    Each copy goes through all calls, as this process does, and makes the next one that no other makes. What a
    copy could not make without a warning, this process makes again at the end; and what depends on the order.
    """

    def __init__(self, outputs: "Outputs", writer: Writer, team: Team, fewest: int) -> None:
        """Divide what this writer makes among a team once it has written so many pages."""
        self._outputs, self._writer, self._team, self._fewest = outputs, writer, team, fewest
        self._start = self._begun = len(outputs.written)
        self._calls = 0
        self._claims: Claims | None = None
        self._own = 0
        """The number of the call that this process is the next to make, or has made."""
        self._copy: Copy | None = None
        self._workers: list[Worker] = []
        self._left: dict[int, Call] = {}
        """What others make, or what is to be made at the end."""
        self._claimed: dict[int, set[str]] = {}
        """The files of that, as far as they are known and the writer takes them for written."""
        self._made: Made = {}
        self._own_calls: dict[int, tuple[Call, list[str], bool]] = {}
        """Those that this process made while others worked, with the outputs that they left, if all did."""
        self._products: Products = {}

    def divide(self, generate: Callable[[], None]) -> None:
        """Have the pages made by a function that calls the writer, as far as their order does not matter."""
        try:
            generate()
        finally:
            if self._copy:
                self._copy.end(self._sum_up)
            self._outputs.leftovers.watch_order(None)

    def take(self, call: Call) -> None:
        """Make the pages of a call, or leave them to another process."""
        self._calls += 1
        is_due = not self._claims and len(self._outputs.written) - self._start >= self._fewest
        if is_due and self._team.may_copy():
            self._claims = self._divide()
        path = sanitised_join(self._writer.output_path, call.name)
        if self._claims and (call.overrides or path in self._writer._written_files):
            self._left[self._calls] = call  # to the end: it depends on which came first
        elif self._claims and not self._is_own(self._claims):
            self._left[self._calls] = call
            self._claimed[self._calls] = {path}
            self._writer._written_files.add(path)
        elif self._copy:
            self._copy.go_on()
            self._make_in_copy(call)
        else:
            self._make(call)

    def _divide(self) -> Claims:
        claims, self._begun = Claims(range(self._calls, sys.maxsize)), len(self._outputs.written)
        self._outputs.leftovers.watch_order(self._outputs.is_too_early)
        for _ in range(1, self._team.size):
            worker = self._team.copy()
            if isinstance(worker, Copy):
                self._copy, self._workers = worker, []
                break
            self._workers.append(worker)
        return claims

    def _is_own(self, claims: Claims) -> bool:
        while self._own < self._calls:
            self._own = claims.take_first() or 0  # there is always one more
        return self._own == self._calls

    def _make(self, call: Call) -> None:
        outputs, left = self._outputs, len(self._outputs.left)
        outputs.was_too_early = False
        outputs.leftovers.taken.clear()
        try:
            call.make()
        except (Exception, TooEarlyError):
            if not outputs.was_too_early:
                raise
        if self._workers:
            self._own_calls[self._calls] = call, outputs.left[left:], not outputs.was_too_early
            self._products[self._calls] = self._list_products(outputs.left[left:])

    def _make_in_copy(self, call: Call) -> None:
        outputs, warnings = self._outputs, self._outputs.warnings.count
        left, written = len(outputs.left), len(outputs.written)
        outputs.was_too_early = False
        outputs.leftovers.taken.clear()
        with suppress(Exception, TooEarlyError):
            call.make()
        names, new = outputs.left[left:], {*outputs.written[written:]}
        self._products[self._calls] = self._list_products(names)
        made = [(name, outputs.state.outputs[name], name in new) for name in names]
        is_whole = made and not any(output.problem == FAILED for _, output, _ in made)
        is_whole = is_whole and not outputs.was_too_early
        if is_whole and outputs.warnings.count == warnings and outputs.looking.isdisjoint(names):
            self._made[self._calls] = made

    def _list_products(self, names: Iterable[str]) -> set[str]:
        """The files of these outputs, which are of one call, and those it removed; not what plugins keep."""
        outputs = self._outputs.state.outputs
        products = {*chain.from_iterable(outputs[name].products for name in names)}
        return (products | self._outputs.leftovers.taken) - self._outputs.documents.keys()

    def _sum_up(self) -> object:
        self._outputs.end()
        outputs = self._outputs
        return self._team.sum_up((self._made, self._products, outputs.state.files, outputs.documents))

    def join(self) -> None:
        """Take over what others made, and make what is left, in order."""
        made: Made = {}
        for worker in self._workers:
            theirs: Sum | None = self._team.take_over(worker)
            if theirs:
                made |= theirs[0]
                self._products |= theirs[1]
                for path, stamp in theirs[2].items():
                    self._outputs.note_read_file(path, stamp)
                self._outputs.documents |= theirs[3]
        if self._workers:
            message = "%d pages were made by other processes, which began after %d."
            logger.info(message, sum(map(len, made.values())), self._begun - self._start)
        counts = Counter(chain.from_iterable(self._products.values()))
        shared = {path for path, count in counts.items() if count > 1}
        leftovers, taken = self._outputs.leftovers, set[str]()
        leftovers.add(counts, are_early=True)
        for number in sorted({*self._own_calls, *self._left}):
            lost = shared | taken
            if number in self._own_calls:
                call, names, is_whole = self._own_calls[number]
                claimed = self._products[number]
                stays = is_whole and lost.isdisjoint(claimed) and self._outputs.looking.isdisjoint(names)
                if stays:
                    leftovers.confirm(claimed)
                else:
                    self._outputs.forget(names)
            else:
                call, claimed = self._left[number], self._claimed.get(number, set())
                stays = self._accept(call, made.get(number), lost)
            if not stays:
                self._writer._written_files.difference_update(claimed)
                left = len(self._outputs.left)
                leftovers.taken.clear()
                call.make()
                taken |= leftovers.taken
                shared |= self._list_products(self._outputs.left[left:])
        if self._workers:
            leftovers.remove(counts)
            self._outputs.settle_documents()

    def _accept(
        self, call: Call, made: list[tuple[str, Output, bool]] | None, shared: AbstractSet[str]
    ) -> bool:
        """Whether what another process made can stay, which is then noted.

        Not if it wrote a file that others wrote, too, perhaps at once: it counts which came first.
        """
        writer = self._writer
        paths = {sanitised_join(writer.output_path, name) for name, _, _ in made or () if name != call.name}
        if not made or not paths.isdisjoint(writer._written_files):
            return False
        if any(not shared.isdisjoint(output.products) for _, output, _ in made):
            return False
        writer._written_files.update(paths)
        for name, output, is_written in made:
            self._outputs.adopt(name, output, is_written=is_written)
        return True
