"""What readers saw of a WordPress text is in its Markdown, and what is not is named."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.importing.comparison import read_html
from pelican.plugins.comments.importing.markdown import Dialect
from pelican_blog.importing.bodies import Body, compare_body
from pelican_toolkit.testing.hypotheses import FEW

UPLOADS = "https://old.example/wp-content/uploads/"
Convert = Callable[..., Body]
CHANNEL = "https://www.youtube.com/watch?v=AbCdEfGhIjK"


def list_kinds(body: Body) -> list[str]:
    return [note.kind for note in body.notes]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("C'est l'été…\n1. « oui »\n\n你好，世界。\n<em>İstanbul\n\nşöyle</em>",
         "C'est l'été…  \n1\\. « oui »\n\n你好，世界。  \n*İstanbul*\n\n*şöyle*"),
        ("a\n<!--more Lire la suite-->\nb", "a\n\n<!--more Lire la suite-->\n\nb"),
        ("<h2><strong>a</strong></h2>\n<ul>\n<li>b</li>\n<ul>\n<li>c</li>\n</ul>\n</ul>",
         "## a\n\n- b\n    - c"),
        ("<div class=x style='color: red'>a <span lang=en>b</span> <font size=2>c</font></div></div>d",
         'a <span lang="en">b</span> c\n\nd'),
        (":) <img class='wp-smiley' alt=';-)' src=x> <img class=emoji alt='🎉' src=y>", ":) ;-) 🎉"),
        ("<a href='https://old.example/?p=2' target=_blank rel=nofollow>a</a>", "[a]({filename}/2.md)"),
        (f"a <img src='{UPLOADS}a.jpg' srcset='x 2x' class='alignleft wp-image-3' width=500 alt=b>",
         "a ![b]({static}/images/a.jpg)"),
        ("a\n\n&nbsp;\n\n<p style='text-align: center;'>b</p>", "a\n\nb"),
        ("<acronym title=x>a</acronym> <tt>b</tt> <strike>c</strike> <center>d</center>",
         '<abbr title="x">a</abbr> `b` ~~c~~\n\nd'),
        ("<table><tr><th>a<tr><td style='text-align:right; color: red' bgcolor=x>b<td>c</table>",
         '<table><tr><th>a</th></tr><tr><td style="text-align: right">b</td><td>c</td></tr></table>'),
        ("<p class=MsoNormal>a <o:p>b</o:p> <g:plusone></g:plusone><nom>c</nom></p><!--[if x]>d<![endif]-->",
         "a b c"),
        ("<img src='data:image/gif;base64,R0' data-src='a.jpg' alt=''><noscript>b</noscript>", "![](a.jpg)b"),
        ("<picture><source srcset=a.webp><img src=a.jpg alt=b></picture>", "![b](a.jpg)"),
        ("<a name=a />b\n\nc <a href=#a>d</a>", '<a id="a"></a>b\n\nc [d](#a)'),
        ("<a href='http://b.example/?a=1&copy=2&sect=3'>c</a>", "[c](http://b.example/?a=1&copy=2&sect=3)"),
        ("if (a <b", "if (a &lt;b"),
        ("a <!-- b <em>c</em>\n\nd", "a &lt;!-- b *c*\n\nd"),
        ("a <math><mi>b</mi></math>", "a\n\n<div><math><mi>b</mi></math></div>"),
        ('<a href="{static}/x">a</a> <a href="//old.example/b">c</a>',
         "[a](%7Bstatic%7D/x) [c](https://old.example/b)"),
    ],
)  # fmt: skip
def test_text_is_what_readers_saw(convert: Convert, content: str, text: str) -> None:
    assert convert(content).text == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('[caption id="a_1" align="alignleft"]<a href="b"><img src="c.jpg" alt="d" /></a> e\nf[/caption] g',
         '[![d](c.jpg "e f")](b)\n\ng'),
        ('[caption caption="L&#39;&eacute;t&eacute; [A, B] != [B, A]"]<img src="c.jpg" />[/caption]',
         '![](c.jpg "L\'été [A, B] != [B, A]")'),
        ("[caption]<img src=c.jpg> [A, B] != [B, A][/caption]", '![](c.jpg "[A, B] != [B, A]")'),
        ("[wp_caption caption=“deux mots”]<img src=c.jpg>[/wp_caption]", '![](c.jpg "deux mots")'),
        ("[caption]<img src=c.jpg> <em>e</em>[/caption]",
         '<figure><img src="c.jpg"><figcaption><em>e</em></figcaption>\n</figure>'),
        (f"[caption][youtube]{CHANNEL}[/youtube] e[/caption]", f"{CHANNEL}\n\ne"),
        ('a [gallery ids="4,3" columns=2] b',
         'a\n\n!["4"]({static}/images/4.jpg)\n![A beach]({static}/images/3.jpg "The sea")\n\nb'),
        ("[gallery exclude=5]", '![A beach]({static}/images/3.jpg "The sea")\n!["4"]({static}/images/4.jpg)'),
        ("[gallery exclude=3 orderby=title]", '![]({static}/images/5.png)\n!["4"]({static}/images/4.jpg)'),
        ("[gallery include='5' link=file /]", "[![5]({static}/images/5.png)]({static}/images/5.png)"),
    ],
)  # fmt: skip
def test_pictures_have_their_captions_and_galleries(convert: Convert, content: str, text: str) -> None:
    assert convert(content).text == text


@pytest.mark.parametrize(
    "content",
    [
        "[youtube AbCdEfGhIjK]", f"[tube]{CHANNEL}, 500, 290[/tube]", "[youtube=http://www.youtube.com/watch?v=AbCdEfGhIjK&amp;w=320&h=200]",
        "[youtube]http://youtu.be/AbCdEfGhIjK[/youtube]", '[youtube id="AbCdEfGhIjK" width=“300”]',
        f"[embed width=3]{CHANNEL}[/embed]", f"[video src='{CHANNEL}']", f"<p>{CHANNEL}</p>", CHANNEL,
        '<iframe width="1" src="//www.youtube.com/embed/AbCdEfGhIjK?rel=0" allowfullscreen></iframe>',
        '<object><param name="movie" value="http://www.youtube.com/v/AbCdEfGhIjK&hl=fr"></param></object>',
        "<object><embed src='http://www.youtube.com/v/AbCdEfGhIjK&hl=fr'></embed></object>",
        f"<!-- wp:embed -->\n<figure class='wp-block-embed'><div>\n{CHANNEL}\n</div></figure>",
        f'<!-- wp:core-embed/youtube {{"url":"{CHANNEL}"}} /-->',
    ],
)  # fmt: skip
def test_video_becomes_its_address_alone(convert: Convert, content: str) -> None:
    assert convert(content).text == CHANNEL


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"a\n{CHANNEL}\nb", f"a\n\n{CHANNEL}\n\nb"),
        (f"a\n\n{CHANNEL}\n\n<!-- wp:html -->\n{CHANNEL}\n<!-- /wp:html -->\nb",
         f"a\n\n{CHANNEL}\n\n{CHANNEL}\n\nb"),
        (f"a <iframe src='{CHANNEL}' /> b <iframe src='{CHANNEL}'></iframe>",
         f"a\n\n{CHANNEL}\n\nb\n\n{CHANNEL}"),
        (f"<p>a <strong><iframe src='{CHANNEL}'></iframe></strong> b</p>", f"a\n\n{CHANNEL}\n\nb"),
        ("[vimeo 123 w=3] [vimeo]https://vimeo.com/123[/vimeo]", "https://vimeo.com/123\n\nhttps://vimeo.com/123"),
        ("[dailymotion id=x7tgad0]", "https://www.dailymotion.com/video/x7tgad0"),
        ("https://a.example/b_c", "<https://a.example/b_c>"),
        ("<iframe src='https://maps.example/a?b=1&amp;c=2' title='A map'></iframe>",
         "[A map](https://maps.example/a?b=1&c=2)"),
        ("[gist https://gist.github.com/23 /]", "<https://gist.github.com/23>"),
        ("[archiveorg id=A1 width=320]", "<https://archive.org/details/A1>"),
        ("[mixcloud https://www.mixcloud.example/a/b/ width=100%]", "<https://www.mixcloud.example/a/b/>"),
        ("[gist]12[/gist]", "<https://gist.github.com/12>"),
        ("<script src='https://gist.github.com/a/b.js?file=c'></script>", "<https://gist.github.com/a/b>"),
        ("[googlevideo=http://video.example/play?id=1]", "<http://video.example/play?id=1>"),
        (f'[video mp4="{UPLOADS}a.mp4" poster="b.jpg"][/video]',
         '<video controls preload="none" poster="b.jpg"><source src="{static}/images/a.mp4"></video>'),
        ("[video]", '<video controls preload="none" src="{static}/images/7.mp4"></video>'),
        ("[audio:http://a.example/b.mp3|titles=c]",
         '<div><audio controls preload="none" src="http://a.example/b.mp3"></audio></div>'),
        ("[audio mp3=a.mp3 ogg=a.ogg]",
         '<div><audio controls preload="none"><source src="a.mp3"><source src="a.ogg"></audio></div>'),
        ("<figure class=wp-block-embed><blockquote>a</blockquote><figcaption>b</figcaption></figure>",
         "> a\n\nb"),
        ('<ul><!-- wp:social-link {"url":"http://a.example","service":"mastodon"} /--></ul>',
         "- [Mastodon](http://a.example)"),
        ("[playlist]", "- [Song]({static}/images/6.mp3)"),
        ("[embed]here[/embed]", "[embed]here[/embed]"),
        ("[playlist ids=6]", "- [Song]({static}/images/6.mp3)"),
    ],
)  # fmt: skip
def test_films_sounds_and_other_sites_stay_in_reach(convert: Convert, content: str, text: str) -> None:
    assert convert(content).text == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('[code language="php"]\n<?php "[gallery]" ?>\n\n&lt;p&gt;<script>\n[/code]\nb',
         '```php\n<?php "[gallery]" ?>\n\n<p><script>\n```\n\nb'),
        ("[js]\na < b;\n[/js]", "```javascript\na < b;\n```"),
        ("a [code]<b>[/code]", "a `<b>`"),
        ("[sourcecode lang=plain]\na\n[/sourcecode]", "```\na\n```"),
        ('<pre lang="php" line="1"><?php echo "<b>[gallery]</b>" && 1; ?></pre>b',
         '```php\n<?php echo "<b>[gallery]</b>" && 1; ?>\n```\n\nb'),
        ("<pre lang=xml escaped='true'>&lt;a&gt;</pre>", "```xml\n<a>\n```"),
        ("<pre lang=xml>&lt;a&gt;</pre>", "```xml\n<a>\n```"),
        ("<code lang=py>a < b</code> c", "`a < b` c"),
    ],
)  # fmt: skip
def test_code_is_code(convert: Convert, content: str, text: str) -> None:
    assert convert(content).text == text


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("[a-z] [1] [mod n] [total 691130122] [c] [r] [A, B] != [B, A] a[i] [sic]", []),
        ("[[gallery]] [[code]a[/code]]", []),
        ('[dewplayer mp3="x.mp3"] [box]a[/box] [box]b[/box]', ["[dewplayer]", "[box]"]),
        ('[contact-form-7 id="1" title="a b"]', ["[contact-form-7]"]),
        ("[youtube]", ["[youtube]"]),
        ("[row][col a=1][cell]a[/cell][/col][/row]", ["[row]", "[col]", "[cell]"]),
        ("[slideshow] [contact-form] [vc_row] [note] [a_b]", ["[slideshow]", "[contact-form]", "[vc_row]"]),
        ("[code][x y=1][/code] <a href='x[y z=1]'>a</a>", []),
    ],
)  # fmt: skip
def test_unknown_shortcodes_stay_and_are_named(
    convert: Convert, dialect: Dialect, content: str, names: list[str]
) -> None:
    body = convert(content)
    assert [note.detail for note in body.notes if note.kind == "shortcode-unknown"] == names
    shown = content.replace("[[gallery]]", "[gallery]").replace("[[code]a[/code]]", "[code]a[/code]")
    shown = shown.replace("[code][x y=1][/code]", "<code>[x y=1]</code>")
    assert compare_body(f"<p>{shown}</p>", body.text, dialect=dialect) is None


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ("<script>alert('a@example.org')</script><style>p {}</style>a", ["script-removed", "style-removed"]),
        ('<script type="application/ld+json">{}</script>a', []),
        ("<a href='javascript:x()'>a</a>", ["script-link"]),
        ("<div style='background: url(x.jpg)'>a</div>", ["background-picture"]),
        ("a<!--nextpage-->b<!--nextpage-->c", ["pages-joined"]),
        ("[gallery ids='3,99']", ["gallery-picture"]),
        ("[gallery ids='98,99']", ["gallery-picture", "gallery-picture", "gallery-empty"]),
        ("<iframe src='https://a.example'></iframe>", ["embed-link"]),
        ("<iframe></iframe>a", ["frame-removed"]),
        ("<!--:fr-->a<!--:--><!--:en-->b<!--:-->", ["languages-joined"]),
        ("[:fr]a[:en]b[:]", ["languages-joined"]),
        ("[playlist ids='6,99']", ["playlist-file"]),
        ('<!-- wp:latest-posts {"a":"\\u002d\\u002d>"} /-->', ["dynamic-block"]),
        ('<!-- wp:block {"ref":99} /-->', ["reusable-block"]),
        ('<!-- wp:paragraph {"a":1} --><p>a</p><!-- /wp:paragraph --><!-- wp:spacer /-->', []),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_noted(convert: Convert, content: str, kinds: list[str]) -> None:
    body = convert(content)
    assert list_kinds(body) == kinds
    assert all(note.item == "A title" and "@" not in note.detail for note in body.notes)


def test_blocks_are_resolved(convert: Convert) -> None:
    picture = '<!-- wp:image {{"id":3}} --><figure><img src="3.jpg"/>{}</figure><!-- /wp:image -->'
    content = (
        '<!-- wp:block {"ref":8} /--><!-- wp:group {"layout":{"type":"flex"}} --><div class="wp-block-group">'
        "<!-- wp:quote --><blockquote><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->"
        "<cite>b</cite></blockquote><!-- /wp:quote --></div><!-- /wp:group -->"
        f'<!-- wp:gallery --><figure class="wp-block-gallery">{picture.format("<figcaption>c</figcaption>")}'
        f"{picture.format('')}<figcaption>d</figcaption></figure><!-- /wp:gallery -->"
        "<!-- wp:shortcode -->[gallery ids=5]<!-- /wp:shortcode -->"
        "<!-- wp:code --><pre class='wp-block-code'><code>&#91;gallery]\n\n&lt;e></code></pre>"
        "<!-- wp:paragraph --><p>f\ng</p><!-- /wp:paragraph -->"
    )
    assert convert(content).text == (
        'Again.\n\n> a\n>\n> <cite>b</cite>\n\n![](3.jpg "c")\n![](3.jpg)\n\nd\n\n'
        "![]({static}/images/5.png)\n\n```\n[gallery]\n\n<e>\n```\n\nf g"
    )


def test_paragraphs_of_a_shortcode_block_are_marked(convert: Convert) -> None:
    content = "<!-- wp:shortcode -->\n[box]\na\nb\n\n[code]c[/code][/box]\n<!-- /wp:shortcode --><p>d</p>"
    assert convert(content).text == "[box]  \na  \nb\n\n`c`[/box]\n\nd"


def test_addresses_that_readers_did_not_see_are_left_out(convert: Convert) -> None:
    body = convert(
        '[contact-form to="owner@example.org" subject="a"] reader@example.org [gravatar email=a@example.org]'
    )
    assert "owner@" not in repr(body)
    assert "a@b" not in repr(body)
    assert "reader@example.org" in body.text
    assert list_kinds(body).count("address-hidden") == 2


def test_reusable_blocks_that_hold_themselves_come_to_an_end(convert: Convert) -> None:
    assert convert('<!-- wp:block {"ref":9} /-->').text.count("x") == 50


def test_footnotes_of_the_block_editor_are_written_below(convert: Convert) -> None:
    call = '<sup data-fn="{0}" class="fn"><a href="#{0}" id="{0}-link">1</a></sup>'
    notes = [
        {"id": "a-1", "content": "A <em>note</em>."},
        {"id": "b", "content": "B"},
        {"id": "c", "content": "C"},
    ]
    content = f"<p>x{call.format('a-1')} y{call.format('b')}</p><!-- wp:footnotes /--><p>z</p>"
    body = convert(content, meta=(("footnotes", json.dumps(notes)),))
    assert body.text == "x[^1] y[^2]\n\nz\n\n[^1]: A *note*.\n\n[^2]: B"
    assert list_kinds(convert(content, meta=(("footnotes", "["),))) == ["footnotes-unread"]


def test_body_says_what_the_rest_of_the_import_needs(convert: Convert) -> None:
    body = convert(
        f"<img src='{UPLOADS}a.jpg'><!--more--><a href='{UPLOADS}b.pdf'>b</a><ol start=3><li>c</ol>",
        excerpt="Un <em>résumé</em> *",
    )
    assert (body.summary, body.has_more, body.blocks, body.kept) == ("Un *résumé* \\*", True, 4, 1)
    assert body.media == (f"{UPLOADS}a.jpg", f"{UPLOADS}b.pdf")
    assert convert("a", excerpt="a\n\n<b>b</b>").summary == "<p>a</p> <p><strong>b</strong></p>"
    assert (convert("").text, convert(" <p>&nbsp;</p> ").text, convert("a").has_more) == ("", "", False)


def test_text_can_stay_html(convert: Convert) -> None:
    body = convert("*a*\n\n<b>b</b>\n[js]\n```\n[/js]", mode="html")
    code = '<pre><code class="language-javascript">```</code></pre>'
    assert body.text == f"<p>*a*</p>\n\n<p><strong>b</strong></p>\n\n{code}"
    assert body.kept == body.blocks == 3


def test_difference_is_found_by_comparing_again(convert: Convert, dialect: Dialect) -> None:
    body = convert("Some <b>words</b> and a [link](x) <a href='y'>z</a>")
    assert compare_body(body.reference, body.text, dialect=dialect) is None
    assert [
        difference and difference.kind
        for text in (
            body.text.replace("words", "word"),
            body.text.replace("y", "w"),
            body.text.replace("**", ""),
        )
        for difference in [compare_body(body.reference, text, dialect=dialect)]
    ] == ["text", "links", "structure"]


@pytest.mark.parametrize(
    "piece",
    ["[caption]", "[caption][/caption]", "[gallery ids='", "[code]", "[[gallery", "[youtube a=b=c ",
     "[youtube “", "[x a=b ", "<!-- wp:a ", "<!-- wp:a {", "<iframe src=//a.example>", "<p><object>",
     "<pre>\n\n", "<br>\n", "<figure class=wp-block-gallery>", "<div>\n\n", "<b>\n\n", "<!--more-->",
     "https://vimeo.com/1\n", "<pre lang=x>", "<!--", "<code>", "[a_b]", "&a"],
)  # fmt: skip
def test_hostile_text_comes_to_an_end(convert: Convert, piece: str) -> None:
    assert convert(piece * 1_000 + "-->\n\nthe end").text


PIECES = st.sampled_from(
    (
        *(
            "a",
            "b ",
            "c\n",
            "\n\n",
            "*d*",
            "_e_",
            "[f]",
            "&lt;g&gt;",
            "&nbsp;",
            "1. h\n",
            "- i\n",
            "#j",
            "中",
        ),
        *(
            "`k`",
            "<!--more-->",
            "http://l.example\n",
            "\nhttps://vimeo.com/123\n",
            "<br>",
            "<hr>",
            "<img src=m>",
        ),
    )
)
TAGS = st.sampled_from(
    (
        *("p", "div", "b", "i", "a", "ul", "ol", "li", "blockquote", "h2", "span", "pre", "code", "dl", "dt"),
        *("dd", "figure", "figcaption", "table", "tr", "td", "th", "center", "font", "nom", "sub", "details"),
        "noscript",
    )
)
SOUP = st.lists(
    PIECES | TAGS.map(lambda name: f"<{name}>") | TAGS.map(lambda name: f"</{name}>"), max_size=15
)


@FEW
@given(content=SOUP.map("".join))
def test_no_word_or_picture_is_lost_on_the_way_to_what_is_compared(convert: Convert, content: str) -> None:
    seen, kept = read_html(content), read_html(convert(content).reference)
    assert "".join(kept.text.split()) == "".join(seen.text.split())
    assert kept.media == seen.media
