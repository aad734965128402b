"""Exports are read whatever WordPress, its plugins and old databases wrote into them."""

import gzip
import re
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican.plugins.comments.importing.errors import ExportError
from pelican.plugins.comments.importing.wordpress import decoding
from pelican.plugins.comments.importing.wordpress.masking import mask_line, show_context
from pelican.plugins.comments.importing.wordpress.wxr import Export, Item, Term, open_export

from .exports import FOOT, HEAD, save_export, write_comment, write_export, write_item


def read(folder: Path, data: str | bytes, *, recover: bool = False) -> tuple[Export, list[Item]]:
    path = folder / "export.xml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    export = open_export([path], recover=recover)
    return export, list(export.read_items())


def list_repairs(export: Export) -> list[tuple[str, int, str, int]]:
    return [(one.what, one.line, one.item, one.count) for one in export.repairs]


def test_an_item_is_read_whole(tmp_path: Path) -> None:
    more = (
        '<category domain="category" nicename="%c3%a9t%c3%a9"><![CDATA[L’été &amp; moi]]></category>'
        '<category domain="tag" nicename="a"><![CDATA[A]]></category><category><![CDATA[A]]></category>'
        "<wp:is_sticky>1</wp:is_sticky><wp:post_parent> 5 </wp:post_parent>"
        "<wp:post_password>x</wp:post_password>"
        "<dc:creator><![CDATA[nora]]></dc:creator><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        "<wp:meta_value><![CDATA[12]]></wp:meta_value></wp:postmeta>\n"
    )
    meta = "<wp:meta_key>akismet_history</wp:meta_key><wp:meta_value><![CDATA[192.0.2.7]]></wp:meta_value>"
    comment = write_comment(id="2417", parent="1", user="7", content="a ]]> b").replace(
        "</wp:comment>", f"<wp:commentmeta>{meta}</wp:commentmeta></wp:comment>"
    )
    written = write_item(
        slug="%e5%bc%a0-e%CC%81", title="A &amp; <i>B</i>", content="]]>😀]]", more=more, comments=[comment]
    )
    export, (item,) = read(tmp_path, write_export(written))
    channel = export.read_channel()
    assert (item.id, item.type, item.status, item.slug) == (42, "post", "publish", "张-é")
    assert (item.title, item.content, item.creator) == ("A &amp; <i>B</i>", "]]>😀]]", "nora")
    assert (item.is_sticky, item.parent, item.password) == (True, 5, "x")
    assert item.meta == (("_thumbnail_id", "12"),)
    assert item.line == HEAD.count("\n") + 1
    assert item.terms == (
        Term(domain="category", slug="été", name="L’été & moi"),
        Term(domain="post_tag", slug="a", name="A"),
    )
    assert item.comments[0].id == "2417"
    assert (item.comments[0].content, item.comments[0].parent, item.comments[0].user_id) == (
        "a ]]> b",
        "1",
        "7",
    )
    assert (channel.title, channel.language, channel.version) == ("Un blog & ses amis", "fr-FR", "1.2")
    assert [(one.login, one.display_name, one.id) for one in channel.authors] == [("nora", "Nora B.", 7)]
    assert channel.terms == (Term(domain="category", slug="php", name="PHP & Cake", parent="code"),)
    assert not export.repairs
    everything = repr([asdict(item), asdict(channel)])
    assert "jeanne.secret" not in everything
    assert "nora@" not in everything
    assert "192.0.2" not in everything


_PLAIN = write_export(write_item(comments=[write_comment()]), write_item(id="43", slug="b", title="Zwei"))


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + _PLAIN,
        "\n \n" + _PLAIN,
        "\n\ufeff" + _PLAIN,
        _PLAIN.partition("\n")[2],
        _PLAIN.replace("\n", "\r\n"),
        _PLAIN.replace("wordpress.org/export/1.2", "wordpress.org/export/1.0"),
        _PLAIN.replace("http://wordpress.org", "https://wordpress.org"),
        _PLAIN.replace("wp:", "w:").replace("xmlns:wp", "xmlns:w"),
        _PLAIN.replace('\txmlns:wp="http://wordpress.org/export/1.2/"', "").replace("\txmlns:dc=", "\tx="),
        _PLAIN.replace("<![CDATA[", "\n\t<![CDATA[\n  ").replace("]]>", "\n ]]>\n"),
        _PLAIN.replace(' encoding="UTF-8"', ' encoding="nonsense"'),
        _PLAIN.replace(' encoding="UTF-8"', ' encoding="zlib_codec"'),
        _PLAIN.replace(' encoding="UTF-8"', ' encoding="UTF-16"'),
        _PLAIN.replace('version="1.0"', 'version="1.1"'),
        _PLAIN.replace("<rss ", "<!DOCTYPE rss>\n<rss ") + "<!-- Dynamic -- page --- in 0.5 s. --->\n",
        "<br />\n<b>Notice</b>: something &nbsp; <br />\n" + _PLAIN,
        _PLAIN.replace("\t</item>\n", "\t</item>\n<br />\n<b>Notice</b>: x<br />\n"),
        _PLAIN + _PLAIN.replace("42", "52").replace("43", "53"),
    ],
)
def test_every_form_of_an_export_says_the_same(tmp_path: Path, text: str) -> None:
    export, items = read(tmp_path, text)
    assert [item.title for item in items[:2]] == ["Un article", "Zwei"]
    first = items[0]
    assert (first.type, first.status, first.content, first.excerpt) == ("post", "publish", "Bonjour.", "")
    assert [(one.author, one.content, one.approved) for one in first.comments] == [("Jeanne", "Merci !", "1")]
    assert export.read_channel().authors[0].display_name == "Nora B."


@pytest.mark.parametrize("size", [1, 7, 64])
def test_reading_does_not_depend_on_where_chunks_end(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = write_export(
        write_item(
            content="a]]>b <![CDATA[ x ]]]]>", comments=[write_comment(website="http://a.example/?b&c&#128;")]
        ),
        write_item(id="43", slug="b", content="//<![CDATA[\ncode\n//SPLIT\nend").replace("SPLIT", "]]>"),
    )
    _, whole = read(tmp_path, text)
    monkeypatch.setattr(decoding, "CHUNK", size)
    assert read(tmp_path, text)[1] == whole
    assert whole[0].content == "a]]>b <![CDATA[ x ]]]]>"
    assert whole[0].comments[0].website == "http://a.example/?b&c€"
    assert whole[1].content == "//<![CDATA[\ncode\n//]]>\nend"


@pytest.mark.parametrize(
    ("encoding", "declared", "code"),
    [
        ("utf-16", "UTF-16", None),
        ("utf-16-le", "UTF-16", None),
        ("iso-8859-1", "ISO-8859-1", None),
        ("cp1252", "ISO-8859-1", "windows-characters"),
        ("cp1254", "windows-1254", None),
        ("cp1252", "UTF-8", "wrong-bytes"),
        ("utf-8", "ISO-8859-1", "wrong-encoding"),
        ("utf-8", "gb2312", "wrong-encoding"),
        ("gb18030", "gb2312", None),
    ],
)
def test_encodings_are_what_the_file_is_in(
    tmp_path: Path, encoding: str, declared: str, code: str | None
) -> None:
    words = (
        "Été à Noël"
        + ("’" if code in {"windows-characters", "wrong-bytes"} else "")
        + ("张三" if "gb" in declared else "")
    )
    text = write_export(write_item(content=words)).replace("UTF-8", declared)
    export, (item,) = read(tmp_path, text.encode("gb18030" if encoding == "gb18030" else encoding))
    assert item.content == words
    codes = {one.what for one in export.repairs}
    assert (code in codes) if code else not codes


def test_stray_bytes_in_utf_8_are_mended_and_halves_of_characters_joined(tmp_path: Path) -> None:
    data = write_export(write_item(content="é <A> <B> <C>")).encode()
    data = (
        data.replace(b"<A>", b"l\x92ami")
        .replace(b"<B>", b"\xed\xa0\xbd\xed\xb8\x80")
        .replace(b"<C>", b"\xc2\x93x\xc2\x94")
    )
    _, (item,) = read(tmp_path, data)
    assert item.content == "é l’ami 😀 “x”"


def test_control_characters_are_removed_and_reported_by_line_and_item(tmp_path: Path) -> None:
    text = write_export(
        write_item(title="Un", content="a\x01b\n\x02c &#1; d \ufffe&#x1F600;\x92"),
        write_item(id="43", title="Deux", content="rien"),
        write_item(
            id="44",
            title="Trois",
            content="\x0b\n",
            comments=[write_comment(website="http://a.example/&#2;b")],
        ),
    )
    export, items = read(tmp_path, text)
    assert items[0].content == "ab\nc  d &#x1F600;’"
    assert items[2].comments[0].website == "http://a.example/b"
    first = HEAD.count("\n") + 5
    last = first + 2 * write_item(content="").count("\n") + 1
    assert list_repairs(export) == [
        ("control-characters", first, "Un", 4),
        ("windows-characters", first + 1, "Un", 1),
        ("control-characters", last, "Trois", 2),
    ]
    list(export.read_items())
    assert len(export.repairs) == 3


def test_ampersands_and_entities_outside_cdata_are_text(tmp_path: Path) -> None:
    website = "http://a.example/?a=1&b=2&amp;c=3&eacute;&foo;&lt;&#233;&#55357;&#56832;&#56832;&#150;&LT;"
    export, (item,) = read(tmp_path, write_export(write_item(comments=[write_comment(website=website)])))
    assert item.comments[0].website == "http://a.example/?a=1&b=2&c=3é&foo;<é😀–<"
    assert {one.what: one.count for one in export.repairs}["bare-ampersands"] == 2


def test_undeclared_prefixes_are_no_problem_anywhere(tmp_path: Path) -> None:
    more = '<atom:link foo:bar="x" href="y"/><geo:lat>1</geo:lat>\n'
    head = HEAD.replace("<channel>", '<channel>\n<atom:link href="https://example.org/feed"/>')
    export, (item,) = read(tmp_path, write_export(write_item(more=more, content="a:b <x:y>"), head=head))
    assert item.content == "a:b <x:y>"
    assert export.read_channel().title == "Un blog & ses amis"
    assert "undeclared-prefixes" in {one.what for one in export.repairs}


@pytest.mark.parametrize(
    ("content", "is_mended"),
    [
        ("<script>//<![CDATA[\nx\n//]]></script> b", True),
        ("a ]]> b ]]> c", True),
        ("</content:encoded> is how it ends", False),
        ("a <item> b </item> c", False),
    ],
)
def test_ends_of_cdata_that_old_wordpress_left_in_texts_are_text(
    tmp_path: Path, content: str, *, is_mended: bool
) -> None:
    text = write_export(write_item(content="X").replace("X", content), write_item(id="43", slug="b"))
    export, items = read(tmp_path, text)
    assert [item.content for item in items] == [content, "Bonjour."]
    assert [one.what for one in export.repairs] == ["cdata-ends"] * is_mended


def test_an_item_may_lack_everything(tmp_path: Path) -> None:
    bare = "<item></item><item><title/><wp:comment></wp:comment><wp:post_id>x</wp:post_id></item>\n"
    export, items = read(tmp_path, write_export(bare))
    assert [
        (item.id, item.type, item.slug, item.content, item.comments and item.comments[0].content)
        for item in items
    ] == [
        (None, "", "", "", ()),
        (None, "", "", "", ""),
    ]
    assert items[1].comments[0].id.startswith("wp-")
    assert "comment-ids" in {one.what for one in export.repairs}


def test_comments_have_ids_of_their_own(tmp_path: Path) -> None:
    comments = [
        write_comment(id=id_, content=text)
        for id_, text in (("5", "a"), ("5", "b"), ("5", "a"), ("", "c"), ("0", "d"))
    ]
    _, (item,) = read(tmp_path, write_export(write_item(comments=comments)))
    ids = [comment.id for comment in item.comments]
    assert ids[:2] == ["5", "5-2"]
    assert len(set(ids)) == len(ids) == 4
    assert [
        comment.id for comment in read(tmp_path, write_export(write_item(comments=comments)))[1][0].comments
    ] == ids


def test_markup_outside_cdata_stays_markup(tmp_path: Path) -> None:
    item = write_item().replace("<![CDATA[Bonjour.]]>", "a &lt;b&gt; <p>x</p> y")
    assert read(tmp_path, write_export(item))[1][0].content == "a <b> <p>x</p> y"


def test_several_files_are_one_export(tmp_path: Path) -> None:
    one, two = write_item(), write_item(id="43", slug="b", title="Zwei")
    plain = save_export(tmp_path, one, name="a.xml")
    packed = tmp_path / "b.xml.gz"
    packed.write_bytes(gzip.compress(write_export(two, one).encode()))
    archive = tmp_path / "c.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../x/2.xml", write_export(write_item(id="44", slug="c", title="Drei")))
        file.writestr("1.xml", write_export(two))
        file.writestr("__MACOSX/._1.xml", b"\0\0")
        file.writestr("readme.txt", "Hello")
    export = open_export([plain, plain, packed, archive])
    assert [(item.id, item.file) for item in export.read_items()] == [
        (42, "a.xml"),
        (43, "b.xml.gz"),
        (44, "c.zip: ../../x/2.xml"),
    ]
    assert [item.id for item in open_export([tmp_path]).read_items()] == [42, 43, 44]
    assert len(export.read_channel().authors) == 1
    assert not export.repairs


def test_another_version_is_reported_and_another_item_of_the_same_id_is_kept(tmp_path: Path) -> None:
    other = write_item(slug="autre", title="Autre").replace("?p=42", "?p=999")
    first = save_export(tmp_path, write_item(), name="a.xml")
    second = save_export(tmp_path, write_item(content="Neu"), other, name="b.xml")
    export = open_export([first, second])
    assert [item.content + item.title for item in export.read_items()] == [
        "Bonjour.Un article",
        "Bonjour.Autre",
    ]
    assert [(one.what, one.file, one.item) for one in export.repairs] == [
        ("other-version", "b.xml", "Un article"),
        ("same-id", "b.xml", "Autre"),
    ]


_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
    '<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _PLAIN.partition("-->")[2].replace("Un blog", "&b;&x;")
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "is empty"),
        ("\ufeff\n ", "is empty"),
        ("<!DOCTYPE html>\n<html><body>Log in</body></html>", "is a web page"),
        ('{"posts": []}', "is JSON"),
        ("-- MySQL dump 10.13\nCREATE TABLE wp_posts", "is a copy of a database"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "Blogger"),
        ('<rss version="2.0"><channel><item><title>A</title></item></channel></rss>', "is a feed"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is no export"),
        (_BOMB, "declares entities"),
    ],
)
@pytest.mark.parametrize("recover", [True, False])
def test_what_is_no_export_is_named(tmp_path: Path, data: str | bytes, words: str, *, recover: bool) -> None:
    with pytest.raises(ExportError, match=f"export.xml: .*{words}.*Tools → Export → All content") as caught:
        read(tmp_path, data, recover=recover)
    assert caught.value.problems[0].place == "export.xml"
    with pytest.raises(ExportError, match=words):
        open_export([tmp_path / "export.xml"], recover=recover).read_channel()


def test_entities_declared_within_an_export_mean_nothing(tmp_path: Path) -> None:
    website = "http://a.example/&a;&x;"
    text = write_export(write_item(comments=[write_comment(website=website)]))
    assert read(tmp_path, text)[1][0].comments[0].website == website
    inside = text.replace("\t<item>", '\t<item><!DOCTYPE x [<!ENTITY a "aaa">]>')
    with pytest.raises(ExportError):
        read(tmp_path, inside)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.gz", gzip.compress(_PLAIN.encode())[:-40], "damaged"),
        ("a.zip", b"PK\x03\x04 and then nothing", "no complete zip"),
        ("a.gz", gzip.compress(b" " * (70 << 20)), "far more than its size"),
    ],
)
def test_damaged_and_exploding_archives_are_refused(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ExportError, match=words):
        list(open_export([path]).read_items())


def test_archives_without_an_export_and_missing_files_are_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("readme.txt", "Hello")
    for name, words in (
        ("a.zip", "holds no .xml"),
        ("missing.xml", "not found"),
        ("empty", "holds no export"),
    ):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(ExportError, match=words):
            open_export([tmp_path / name])


_BROKEN = write_item(id="43", slug="b", title="Cassé", comments=[write_comment()])


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (_BROKEN.replace("</wp:comment_content>", "</wp:comment_contents>"), "mismatched tag"),
        (_BROKEN.replace("</content:encoded>", "<</content:encoded>"), "not well-formed"),
        (_BROKEN.replace("Merci !]]>", "Merci !"), "mismatched tag"),
        (_BROKEN.replace("Cassé]]>", "Cassé"), "mismatched tag"),
        (_BROKEN.replace("\t</item>\n", ""), "ends in the middle"),
    ],
)
def test_broken_xml_stops_with_its_place_or_costs_one_item(tmp_path: Path, broken: str, reason: str) -> None:
    text = write_export(write_item(), broken, write_item(id="44", slug="c", title="Drei"))
    with pytest.raises(ExportError) as caught:
        read(tmp_path, text)
    message, problem = str(caught.value), caught.value.problems[0]
    assert "“Cassé”" in message
    assert reason in message
    assert "--recover" in message
    assert message.count(" | ") == 3
    assert problem.line is not None
    assert f"{problem.line:>8} | " in message
    assert "jeanne" not in message
    assert "192.0.2" not in message
    export, items = read(tmp_path, text, recover=True)
    assert [item.id for item in items] == [42, 44]
    assert [(cut.title, cut.line) for cut in export.cuts] == [
        ("Cassé", HEAD.count("\n") + write_item().count("\n") + 1)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "<wp:comment_author_email><![CDATA[jeanne@example.org]]></wp:comment_author_email>",
        "<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP><wp:author_email>jeanne</wp:author_email>",
        "  jeanne@example.org",
        "jeanne&#64;example.org and jeanne%40example.org",
        "11192.0.2.7]]></wp:comment_author_IP>",
        "x2001:db8::7]]></w:comment_author_IP>",
        "2001:db8::7 192.0.2.7, [192.0.2.7]",
        "http://jeanne@example.org/x?a=192.0.2.7",
    ],
)
def test_no_address_is_in_what_is_shown(line: str) -> None:
    shown = mask_line(line)
    assert not re.search(r"jeanne|192|db8", shown)
    context = show_context(f"\n{'x ' * 900}{line}{' y' * 900}\n", 2, 1, 1900)
    assert not re.search(r"jeanne|192|db8", context)


def test_the_place_of_an_error_is_the_line_in_the_file(tmp_path: Path) -> None:
    text = "\n\n" + write_export(write_item(), _BROKEN.replace("<wp:comment_id>1<", "<wp:comment_id>1<<"))
    with pytest.raises(ExportError) as caught:
        read(tmp_path, text)
    assert caught.value.problems[0].line == text[: text.index("1<<")].count("\n") + 1


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Merci !]]></wp:comment_content>", "<wp:comment_author>"),
        ("</content:encoded>", "<wp:comment>"),
        ("]]></title>", "Merci !"),
    ],
)
def test_nothing_that_is_missing_makes_another_part_a_text(tmp_path: Path, start: str, end: str) -> None:
    item = write_item(comments=[write_comment(id="1", author="A"), write_comment(id="2", author="B")])
    first = item.index(start)
    text = write_export(item[:first] + item[item.index(end, first) :], write_item(id="43"))
    with pytest.raises(ExportError) as caught:
        read(tmp_path, text)
    assert not re.search(r"jeanne\.|192", str(caught.value))
    assert [item.id for item in read(tmp_path, text, recover=True)[1]] == [43]


@pytest.mark.parametrize("end", [len(FOOT), len(FOOT) + 1, 500, 900, 2000])
def test_a_truncated_file_is_reported_and_what_is_whole_can_be_saved(tmp_path: Path, end: int) -> None:
    text = write_export(write_item(), write_item(id="43", slug="b", comments=[write_comment()]))[:-end]
    with pytest.raises(ExportError, match=r"ends (before </rss>|in the middle)"):
        read(tmp_path, text)
    export, items = read(tmp_path, text, recover=True)
    assert [item.id for item in items][:1] == ([42] if "</item>" in text else [])
    assert export.cuts
    if "<item>" in text:
        assert open_export([tmp_path / "export.xml"]).read_channel().title == "Un blog & ses amis"


def test_a_broken_beginning_is_named_and_can_be_left_out(tmp_path: Path) -> None:
    text = write_export(write_item(), head=HEAD.replace("</wp:cat_name>", "</wp:cat>"))
    with pytest.raises(ExportError, match="mismatched tag") as caught:
        open_export([save(tmp_path, text)]).read_channel()
    assert "nora@" not in str(caught.value)
    assert caught.value.problems[0].line == HEAD.count("\n")
    export, items = read(tmp_path, text, recover=True)
    assert [item.id for item in items] == [42]
    assert export.read_channel().title == ""
    assert export.cuts


def save(folder: Path, text: str) -> Path:
    path = folder / "export.xml"
    path.write_text(text, encoding="utf-8")
    return path


_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(
        st.one_of(_TEXTS, st.sampled_from(["]]>", "<![CDATA[", "]]", ">", "</item>", "<item>", "&"])),
        max_size=6,
    )
)
def test_whatever_wordpress_escapes_comes_back(tmp_path: Path, values: Sequence[str]) -> None:
    value = "".join(values).strip()
    wanted = "".join(char for char in value if not 0xFDD0 <= ord(char) <= 0xFDEF)
    text = write_export(write_item(content=value, comments=[write_comment(content=value)]))
    _, (item,) = read(tmp_path, text)
    assert item.content == wanted.strip()
    assert item.comments[0].content == wanted.strip()
