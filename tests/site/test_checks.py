"""Each check sees its fault and lets what is right pass; a check that cannot fail would be none."""

import pytest
from bs4 import BeautifulSoup

from tests.site import checks

RIGHT = """<html lang="fr"><head><link rel="canonical" href="https://example.org/a/">
<link rel="stylesheet" href="https://example.org/style.css"></head><body>
<h1 id="a">Un titre\u202f!</h1><h2>Deux</h2><h3>Trois</h3><h2>Deux</h2>
<p aria-labelledby="a">C’est bien\u202f: 12:30, «\u00a0vrai\u00a0». <code>{{ x }} ** a ?</code></p>
<p lang="en">Really ? None of it is at http://localhost:8000.</p>
<div class="comment-body"><p>Ah ** ? <a href="http://localhost/"></a></p></div>
<p class="comment-reply"><label><input type="radio"> Répondre à {{ x }} ?</label></p><img src="/x.png" alt="">
<a href="https://elsewhere.example/">Ailleurs</a> <a href="/"><img src="/x.png" alt="Accueil"></a>
<form id="f"><label>Nom <input name="n"></label><label for="m">Texte</label><textarea id="m"></textarea>
<input type="hidden" name="h"></form><input type="radio" form="f" id="r"><label for="r">Oui</label>
<script src="/x.js"></script><script type="application/ld+json">{}</script></body></html>"""


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_right_page_passes(check: checks.Check) -> None:
    assert check(BeautifulSoup(RIGHT, "html.parser")) == []


@pytest.mark.parametrize(
    ("check", "html", "fault"),
    [
        (checks.find_repeated_ids, "<p id=a></p><p id=a></p>", "the id 'a' stands 2 times"),
        (checks.find_broken_references, "<p aria-labelledby='a b' id=a></p>", "aria-labelledby='b'"),
        (checks.find_broken_references, "<input form=none>", "form='none'"),
        (checks.find_pictures_without_alternative, "<img src=x width=1 height=1>", "has no alt"),
        (checks.find_fields_without_label, "<textarea name=t></textarea>", "name='t'"),
        (checks.find_nameless_links, "<a href=/x><img alt=''></a>", "href='/x'"),
        (checks.find_nameless_links, "<button></button>", "<button"),
        (checks.find_wrong_headings, "<h1>a</h1><h1>b</h1>", "there are 2 h1"),
        (checks.find_wrong_headings, "<p>a</p>", "there are 0 h1"),
        (checks.find_wrong_headings, "<h1>a</h1><h3>b</h3>", "an h3 follows an h1"),
        (checks.find_unrendered_text, "<p>{{ SITENAME }}</p>", "looks unrendered"),
        (checks.find_unrendered_text, "<p>a **b** c</p>", "looks unrendered"),
        (checks.find_unrendered_text, "<p>[a](b)</p>", "looks unrendered"),
        (checks.find_unrendered_text, "<p>## a</p>", "looks unrendered"),
        (checks.find_unrendered_text, "<p>by %(name)s</p>", "looks unrendered"),
        (checks.find_unrendered_text, "<p><a>None</a></p>", "looks unrendered"),
        (checks.find_this_machine, "<a href=http://localhost:8000/>a</a>", "localhost"),
        (checks.find_spaces_that_break, "<html lang=fr><p>Vraiment ?</p>", "Vraiment ?"),
        (checks.find_spaces_that_break, "<html lang=fr><p>« oui</p>", "« oui"),
        (checks.find_spaces_that_break, '<html lang=fr><meta name=description content="Quoi ?">', "Quoi ?"),
        (checks.find_spaces_that_break, '<html lang=fr><img alt="Quoi ?">', "Quoi ?"),
        (checks.find_foreign_resources, "<img src=https://tracker.example/x.gif>", "tracker.example"),
        (checks.find_foreign_resources, "<iframe src=//video.example></iframe>", "video.example"),
        (checks.find_foreign_resources, "<link rel=preconnect href=https://a.example>", "a.example"),
        (checks.find_foreign_resources, "<img srcset='/a.png 1x, https://a.example/b.png 2x'>", "a.example"),
        (checks.find_foreign_resources, "<p style='color:red'>a</p>", "inline"),
        (checks.find_inline_handlers, "<p onclick=x>a</p>", "onclick"),
        (checks.find_inline_handlers, "<script>x</script>", "a script stands in the page"),
    ],
)
def test_fault_is_seen(check: checks.Check, html: str, fault: str) -> None:
    faults = check(BeautifulSoup(html, "html.parser"))
    assert len(faults) == 1
    assert fault in faults[0]
