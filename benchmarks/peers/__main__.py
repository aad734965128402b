"""How fast this project builds, beside Pelican alone, Hugo and Eleventy; every table is Markdown.

    make bench BENCH="--posts 1000 --rounds 3 --only edit"

The generators take turns, edit by edit. A figure is the median of the rounds, a ratio the median of the
rounds' ratios. CPU seconds include child processes. On a busy machine only CPU ratios mean anything.
"""

import argparse
import compileall
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from benchmarks.comments import write_comments
from benchmarks.peers.sites import (
    PACKAGES,
    ROOT,
    Eleventy,
    Hugo,
    Ours,
    OursWithSearch,
    Site,
    StockPelican,
    Text,
    list_texts,
)
from benchmarks.processes import Cost, Server, run

COMPARED: tuple[type[Site], ...] = (Ours, OursWithSearch, StockPelican, Hugo, Eleventy)
PEERS = (Hugo.name, StockPelican.name)
"""Whom ratios refer to."""
FEATURES: Mapping[str, tuple[str, str]] = {
    "articles": ("[0-9]*/*/*/*/index.html", ""),
    "comments": ("[0-9]*/*/*/*/**/index.html", '<article class="comment'),
    "index pages after the first": ("page/*/index.html", ""),
    "tags": ("tag/*/index.html", ""),
    "pages of tags": ("tag/**/index.html", ""),
    "categories": ("category/*/index.html", ""),
    "pages of categories": ("category/**/index.html", ""),
    "links in archives/index.html": ("archives/index.html", "<a href="),
    "entries in the Atom feed": ("feeds/all.atom.xml", "<entry"),
    "addresses in the sitemap": ("sitemap.xml", "<loc>"),
    "files": ("**/*", ""),
}
"""What is counted in the output: files, or certain words in them."""
UNEQUAL = ("links in archives/index.html", "addresses in the sitemap", "files")
"""Features of which each site may have another number."""
FEW_EDITS, EDITS, MORE_EDITS = 5, 10, 50
"""After how many edits memory is read; how many are timed; after how many our memory is read again."""
PATIENCE = 1200.0
"""Seconds after which no more edits are made."""
COUNTS = 10_000, 50_000
"""Comments on the article that grows."""
THREAD = Text(
    path=PurePosixPath("posts/fil.md"),
    header={"Title": "Le fil", "Date": "2015-11-20 10:00", "Slug": "fil", "Category": "Essais"},
    body="Un texte.\n",
)


def edit_body(site: Site, mark: str) -> str:
    """Add a paragraph to a post; returns the post's address."""
    post = site.posts[len(site.posts) // 2]
    site.write(replace(post, body=f"{post.body}\n{mark}\n"))
    return post.address


def edit_title(site: Site, mark: str) -> str:
    """Change the title of another post; returns its address."""
    post = site.posts[len(site.posts) // 3]
    site.write(replace(post, header={**post.header, "Title": f"{post.header['Title']} {mark}"}))
    return post.address


def add_post(site: Site, mark: str) -> str:
    """Save a post newer than all others; returns its address."""
    last = site.posts[-1]
    date = datetime.fromisoformat(last.header["Date"]) + timedelta(hours=1)
    header = {**last.header, "Title": mark, "Date": f"{date:%Y-%m-%d %H:%M}", "Slug": mark.lower()}
    post = Text(path=last.path.with_name(f"{mark}.md"), header=header, body=last.body)
    site.posts.append(post)
    site.write(post)
    return post.address


def edit_theme(site: Site, mark: str) -> str:
    """Add a line to the frame of every page; returns the address of the home page."""
    layout = site.folder / site.layout
    source = layout.read_text(encoding="utf-8")
    layout.write_text(source.replace("</body>", f"<p>{mark}</p>\n</body>"), encoding="utf-8")
    return ""


SCENARIOS: Mapping[str, Callable[[Site, str], str] | None] = {
    "nothing built yet": None,
    "a post's body": edit_body,
    "a post's title": edit_title,
    "a new post": add_post,
    "nothing changed": None,
    "the theme": edit_theme,
}


def measure_scenario(site: Site, scenario: str, number: int) -> Cost:
    """The cost of a build after an edit, which must show on its page."""
    mark, edit = f"Edition{number}", SCENARIOS[scenario]
    if scenario == "nothing built yet":
        site.clear()
    address = edit(site, mark) if edit else ""
    cost = run(site.command, site.folder, site.environment)
    page = site.read_page(address)
    if not page or (edit and mark not in page):
        sys.exit(f"{site.name}: {scenario}: {mark} is not in the page /{address}")
    return cost


def count_features(site: Site) -> list[int]:
    """How much of each feature is in the output."""
    counts = []
    for pattern, words in FEATURES.values():
        files = [path for path in (site.folder / "output").glob(pattern) if path.is_file()]
        counts.append(
            sum(path.read_text(encoding="utf-8").count(words) for path in files) if words else len(files)
        )
    return counts


def measure_edits(posts: int, place: Path, rounds: int) -> None:
    """Print what each generator makes of the blog, and what each build costs."""
    texts = list_texts(posts)
    sites = [kind(place / kind.__name__, texts) for kind in COMPARED]
    costs: dict[str, list[list[Cost]]] = {scenario: [] for scenario in SCENARIOS}
    for number in range(rounds):
        for scenario, rows in costs.items():
            rows.append([measure_scenario(site, scenario, number) for site in sites])
    names = [site.name for site in sites]
    features = [*zip(FEATURES, *map(count_features, sites), strict=True)]
    print_table([f"{posts:,} posts, in the output", *names], features)
    if any(len({*counts}) > 1 for feature, *counts in features if feature not in UNEQUAL):
        sys.exit("The sites differ, so their costs cannot be compared.")
    for peer in (None, *PEERS):
        unit = f"CPU / wall, × {peer}'s" if peer else "CPU / wall, seconds"
        print_table(
            [unit, *names],
            ([scenario, *describe_costs(rows, names, peer)] for scenario, rows in costs.items()),
        )


def describe_costs(rounds: Sequence[Sequence[Cost]], names: Sequence[str], peer: str | None) -> list[str]:
    """The median CPU and wall seconds of each site, or their ratios to a peer's."""
    columns = []
    for kind in ("cpu", "wall"):
        rows = [[getattr(cost, kind) for cost in row] for row in rounds]
        columns.append(compare(rows, names, peer))
    return [f"{cpu:.2f} / {wall:.2f}" for cpu, wall in zip(*columns, strict=True)]


def compare(rounds: Sequence[Sequence[float]], names: Sequence[str], peer: str | None) -> list[float]:
    """The median of each site's figures, or of their ratios to a peer's in the same round."""
    ratios = [[figure / (row[names.index(peer)] if peer else 1) for figure in row] for row in rounds]
    return [statistics.median(column) for column in zip(*ratios, strict=True)]


def measure_resident(posts: int, place: Path, _rounds: int) -> None:
    """Print how long an edit takes to reach the page on disk under a dev server, and the servers' memory."""
    texts = list_texts(posts)
    sites = [kind(place / kind.__name__, texts) for kind in COMPARED]
    names = [site.name for site in sites]
    with ExitStack() as stack:
        servers = [
            stack.enter_context(closing(Server(site.watching, site.folder, site.environment)))
            for site in sites
        ]
        for site, server in zip(sites, servers, strict=True):
            wait_for_page(site, server, "", "</html>")
            server.rest()
        seconds = []
        for number in range(1, EDITS + 1):
            seconds.append([edit_watched(*pair, number) for pair in zip(sites, servers, strict=True)])
            if number == FEW_EDITS:
                memory = [server.read_memory() for server in servers]
        end = time.monotonic() + PATIENCE
        while number < MORE_EDITS and time.monotonic() < end:
            number += 1
            edit_watched(sites[0], servers[0], number)
        held = servers[0].read_memory()
    rows = {"seconds": compare(seconds, names, None)}
    rows |= {f"× {peer}'s": compare(seconds, names, peer) for peer in PEERS}
    rows |= {f"MiB after {FEW_EDITS} edits": memory, f"MiB after {number} edits": [held]}
    print_table(
        [f"{posts:,} posts: from an edit to its page", *names],
        ([title, *(f"{figure:.2f}" for figure in figures)] for title, figures in rows.items()),
    )


def edit_watched(site: Site, server: Server, number: int) -> float:
    """The seconds from saving a post to its page on disk."""
    start, mark = time.perf_counter(), f"Edition{number}."
    wait_for_page(site, server, edit_body(site, mark), mark)
    seconds = time.perf_counter() - start
    server.rest()
    return seconds


def wait_for_page(site: Site, server: Server, address: str, words: str) -> None:
    """Wait until the page at this address contains these words."""
    server.wait_for(
        lambda: words in site.read_page(address, site.watched), f"{words} in /{address} of {site.name}"
    )


def measure_thread(_posts: int, place: Path, _rounds: int) -> None:
    """Print what an article with very many comments costs, and how that grows."""
    pages = [text for text in list_texts(1) if text.kind == "pages"]
    costs = []
    for count in COUNTS:
        site = Ours(place / str(count), [*pages, THREAD])
        write_comments(site.folder / "content/comments/fil", count)
        costs.append(run(site.command, site.folder, site.environment))
    rows = [[cost.cpu, cost.wall, cost.peak] for cost in costs]
    rows.append([more / fewer for fewer, more in zip(*rows, strict=True)])
    names = [*(f"{count:,}" for count in COUNTS), f"× {COUNTS[1] / COUNTS[0]:.0f}"]
    print_table(
        ["comments on one article", "CPU seconds", "wall seconds", "peak MiB"],
        [[name, *(f"{figure:.1f}" for figure in row)] for name, row in zip(names, rows, strict=True)],
    )


def print_table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    for row in (titles, ["---"] * len(titles), *rows):
        sys.stdout.write(f"| {' | '.join(map(str, row))} |\n")
    sys.stdout.write("\n")
    sys.stdout.flush()


MEASUREMENTS = {"edit": measure_edits, "resident": measure_resident, "thread": measure_thread}


def main() -> None:
    """Print the tables that the command line asks for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", nargs="+", type=int, default=[1_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=[*MEASUREMENTS])
    given = parser.parse_args()
    for folder in (sysconfig.get_path("purelib"), ROOT / "command", ROOT / "plugins", PACKAGES):
        compileall.compile_dir(folder, quiet=2)  # else the first build would pay for it
    for name in given.only:
        for posts in given.posts if name != "thread" else [0]:
            with tempfile.TemporaryDirectory() as place:
                MEASUREMENTS[name](posts, Path(place), given.rounds)


if __name__ == "__main__":
    main()
