"""Trees of HTML are those that Beautiful Soup makes."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from hypothesis import given
from hypothesis import strategies as st
from pelican_blog.proofreading.trees import Element, String, grow_tree, is_within

_PIECES = (
    *(
        "<p>",
        "</p>",
        "<p/>",
        "<br>",
        "</br>",
        "<br/>",
        "<DIV Class='a  b' ID=x>",
        "</div>",
        "<pre>",
        "</pre>",
    ),
    *(
        "<img src=a src=b alt>",
        "<a href='?a=1&copy=2'>",
        "</a>",
        "<textarea>",
        "</textarea>",
        "<rt>",
        "</rt>",
    ),
    *("<script>", "</script>", "<style>", "</style>", "<template>", "</template>", "<table><td>", "</table>"),
    *("<!-- c -->", "<!doctype html>", "<?pi x>", "text", "&amp;", "&#64;", "&eacute;", "é\xa0", "a < b"),
    *(" ", "\n", "\t \t", "\n\n", "<", "</", "<a", "<!"),
)
_ASIDE = frozenset({"rt", "script", "style", "template"})


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_trees_are_those_of_beautiful_soup(html: str) -> None:
    tree, soup = grow_tree(html), BeautifulSoup(html, "html.parser")
    assert [*_list_parts(tree.parts)] == [*_list_tags(soup.contents)]
    assert tree.read() == soup.get_text()
    assert tree.says_something() == bool(soup.get_text(strip=True))


def _list_parts(parts: list[Element | String]) -> Iterator[object]:
    for part in parts:
        if isinstance(part, String):
            yield part.text, is_within(part, _ASIDE)
        else:
            yield part.name, {**part.attrs, "class": part.list_classes()}, [*_list_parts(part.parts)]


def _list_tags(parts: list[PageElement]) -> Iterator[object]:
    for part in parts:
        if isinstance(part, Tag):
            classes = part.get_attribute_list("class") if part.has_attr("class") else []
            yield part.name, {**part.attrs, "class": classes}, [*_list_tags(part.contents)]
        elif isinstance(part, NavigableString):
            yield str(part), part.find_parent(_ASIDE) is not None


def test_what_cannot_be_read_ends_the_tree() -> None:
    assert grow_tree("<p>a</p><![x[ b ]]>").read() == "a"
