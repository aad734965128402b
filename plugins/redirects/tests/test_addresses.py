"""Whatever an old address is, its page stays in the output folder."""

from pathlib import PurePosixPath
from urllib.parse import quote

from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.redirects.addresses import build_path
from pelican.plugins.redirects.errors import AddressError
from pelican.plugins.redirects.headers import list_aliases
from pelican.plugins.redirects.lines import read_lines

PARTS = st.sampled_from(
    ["/", "..", ".", "%2e", "%2F", "\\", "\0", "?", "#", "p=1", "a", "é", "http:", " ", ";", ".html"]
)


@given(address=st.one_of(st.text(), st.lists(PARTS, max_size=8).map("".join)))
@example(address="/%2e%2e/%2e%2e/etc/passwd")
@example(address="//a/../../b")
def test_page_stays_below_the_output_folder(address: str) -> None:
    try:
        path = PurePosixPath(build_path(address, "p"))
    except AddressError:
        return
    assert not path.is_absolute()
    assert not {"..", ".", ""} & {*path.parts}
    assert path.name.lower().endswith((".html", ".htm", ".xhtml", ".xml"))
    assert not {"\0", "\\"} & {*str(path)}


NAMES = st.text("abcé ,;&.~-", min_size=1, max_size=9).map(str.strip).filter(lambda name: name.strip(". ,;"))


@given(names=st.lists(NAMES, min_size=1, max_size=4))
def test_encoded_path_is_written_under_its_decoded_name(names: list[str]) -> None:
    assert build_path(f"/{quote('/'.join(names))}/", "p") == f"{'/'.join(names)}/index.html"


@given(
    paths=st.lists(st.text("abé,-./", min_size=1, max_size=9).map("/{}".format), max_size=5),
    sign=st.sampled_from(";,"),
)
def test_addresses_of_a_header_come_apart_again(paths: list[str], sign: str) -> None:
    found = [*list_aliases({"aliases": f"{sign} ".join(paths)})]
    if not any(path.endswith(",") or ",/" in path for path in paths):
        assert found == paths


@given(source=st.text())
def test_any_line_is_read_or_named(source: str) -> None:
    for line in read_lines(source):
        assert bool(line.problem) != bool(line.origin and line.target)
        assert line.problem or line.target.startswith(("/", "http://", "https://"))
