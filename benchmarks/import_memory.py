"""Peak memory and time of reading a WordPress export of 250 MB, with 20,000 posts and 100,000 comments.

Run it by hand: .venv/bin/python benchmarks/import_memory.py [megabytes]
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pelican.plugins.comments.importing.wordpress.wxr import open_export

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Un grand blog</title>
<wp:wxr_version>1.2</wp:wxr_version>
"""
_PARAGRAPH = "<p>Un paragraphe, avec <em>des accents</em> : été, œuvre, « guillemets » &amp; encore.</p>\n"
_COMMENT = """<wp:comment><wp:comment_id>{id}</wp:comment_id>
<wp:comment_author><![CDATA[Jeanne]]></wp:comment_author>
<wp:comment_author_url>http://example.org/?a=1&b=2</wp:comment_author_url>
<wp:comment_date_gmt><![CDATA[2011-11-20 15:00:00]]></wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved><![CDATA[1]]></wp:comment_approved>
<wp:comment_type><![CDATA[comment]]></wp:comment_type><wp:comment_parent>0</wp:comment_parent></wp:comment>
"""
_ITEM = """<item>
<title><![CDATA[Article {id}]]></title>
<link>https://example.org/{id}/</link>
<guid isPermaLink="false">https://example.org/?p={id}</guid>
<content:encoded><![CDATA[{text}]]></content:encoded>
<wp:post_id>{id}</wp:post_id>
<wp:post_name><![CDATA[article-{id}]]></wp:post_name>
<wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type>
{comments}</item>
"""
_COMMENTS = 5


def _write_items(size: int) -> Iterator[str]:
    text, words, written, number = _PARAGRAPH * 85, _PARAGRAPH * 3, 0, 0
    while written < size:
        number += 1
        comments = "".join(
            _COMMENT.format(id=number * _COMMENTS + one, text=words) for one in range(_COMMENTS)
        )
        item = _ITEM.format(id=number, text=text, comments=comments)
        written += len(item.encode())
        yield item


def _measure(path: Path) -> None:
    """Read the export, and print how long it took and the most memory that was in use."""
    start = time.perf_counter()
    export = open_export([path])
    export.read_channel()
    items = comments = 0
    for item in export.read_items():
        items += 1
        comments += len(item.comments)
    took = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{items:,} items, {comments:,} comments: {took:.1f} s, {memory:.0f} MB at most\n")


def main() -> None:
    """Write an export and read it in a process of its own."""
    if sys.argv[1:2] == ["--read"]:
        _measure(Path(sys.argv[2]))
        return
    size = int(sys.argv[1]) if sys.argv[1:] else 250
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.xml")
        with path.open("w", encoding="utf-8") as file:
            file.write(_HEAD)
            file.writelines(_write_items(size << 20))
            file.write("</channel></rss>\n")
        sys.stdout.write(f"{path.stat().st_size / (1 << 20):.0f} MB of XML\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, "--read", str(path)], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
