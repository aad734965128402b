"""Each check sees its fault and lets pass what is right."""

from bs4 import BeautifulSoup

from tests.site import checks

RIGHT = """<html lang="fr" dir="ltr"><head><title>Un</title><meta name="description" content="Deux">
<link rel="canonical" href="https://example.org/a/"><link rel="stylesheet" href="https://example.org/style.css">
</head><body><a class="skip-link" href="#main">Contenu</a><header><nav aria-label="Un">Ici</nav></header>
<main id="main" tabindex="-1"><h1 id="a">Un titre\u202f!</h1><h2>Deux</h2><h3>Trois</h3><h2>Deux</h2>
<p aria-labelledby="a">C’est bien\u202f: 12:30, «\u00a0vrai\u00a0». <code>{{ x }} ** a ?</code></p>
<p lang="en">Really ? None of it is at http://localhost:8000.</p>
<div class="comment-body"><p>Ah ** ? <a href="http://localhost/"></a></p></div>
<p class="comment-reply"><label><input type="radio"> Répondre à {{ x }} ?</label></p>
<a href="https://elsewhere.example/">Ailleurs</a>
<a href="/"><img src="/x.png" alt="Accueil" width="1" height="1"></a>
<img src="/x.png" alt="" width="1" height="1">
<div class="article-body"><h2 id="b"><a href="#b">Deux</a></h2><pre tabindex="0">x</pre></div>
<a class="video-facade" href="/v"><span class="video-icon" aria-hidden="true"></span>Lire</a>
<form id="f"><label>Nom <input name="n"></label><label for="m">Texte</label><textarea id="m"></textarea>
<input type="hidden" name="h"></form><input type="radio" form="f" id="r"><label for="r">Oui</label></main>
<footer>Fin</footer><script src="/x.js"></script>
<script type="application/ld+json">{}</script></body></html>"""
FAULTS = [
    (checks.find_repeated_ids, "<p id=a></p><p id=a></p>", "id 'a' occurs 2 times"),
    (checks.find_repeated_ids, "<nav aria-label=a></nav><nav aria-label=a></nav>", "navigation 'a'"),
    (checks.find_broken_references, "<p aria-labelledby='a b' id=a></p>", "aria-labelledby='b'"),
    (checks.find_broken_references, "<input form=none>", "form='none'"),
    (checks.find_fields_without_label, "<label>a</label><input name=t>", "name='t'"),
    (checks.find_nameless_links, "<a href=/x><img alt=''></a>", "href='/x'"),
    (checks.find_nameless_links, "<button></button>", "<button"),
    (checks.find_skipped_headings, "<h1>a</h1><h3>b</h3>", "h3 follows h1"),
    *(
        (checks.find_unrendered_text, f"<p>{text}</p>", "unrendered")
        for text in ("{{ SITENAME }}", "[a](b)", "by %(name)s")
    ),
    (checks.find_unrendered_text, "<p><a>None</a></p>", "unrendered"),
    (checks.find_this_machine, "<a href=http://localhost:8000/>a</a>", "localhost"),
    (checks.find_spaces_that_break, "<html lang=fr><p>Vraiment ?</p>", "Vraiment ?"),
    (checks.find_spaces_that_break, "<html lang=fr><p>« oui</p>", "« oui"),
    (checks.find_spaces_that_break, '<html lang=fr><meta name=description content="Quoi ?">', "Quoi ?"),
    (checks.find_foreign_resources, "<img src=https://tracker.example/x.gif>", "tracker.example"),
    (checks.find_foreign_resources, "<iframe src=//video.example></iframe>", "video.example"),
    (checks.find_foreign_resources, "<link rel=preconnect href=https://a.example>", "a.example"),
    (checks.find_foreign_resources, "<img srcset='/a.png 1x, https://a.example/b.png 2x'>", "a.example"),
    (checks.find_foreign_resources, "<p style='color:red'>a</p>", "inline"),
    (checks.find_inline_handlers, "<p onclick=x>a</p>", "onclick"),
    (checks.find_inline_handlers, "<script>x</script>", "a script is inside"),
]
NEVER = [
    *("<p>a</p>", "<main><nav>a</nav></main>", "<main><p align=left>a</p></main>"),
    *("<main><img src=x width=1 height=1></main>", "<main><img src=x alt='' width=1></main>"),
    *("<main><a href=/a/index.html>a</a></main>", "<main class=article-body><pre>a</pre></main>"),
    *("<main class=article-body><h2>a</h2></main>", "<main class=article-body><h2 id=a>a</h2></main>"),
    "<main><a class=video-facade><i class=video-icon></i></a></main>",
]


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_right_page_passes_and_each_fault_is_seen() -> None:
    assert [fault for check in checks.CHECKS for fault in check(parse(RIGHT))] == []
    for check, html, fault in FAULTS:
        (found,) = check(parse(html))
        assert fault in found


def test_missing_part_and_what_no_page_may_have_are_seen() -> None:
    headless = RIGHT.replace("<footer>Fin</footer>", "")
    assert checks.find_wrong_parts(parse(headless)) == ["body > footer is there 0 times"]
    faults = [checks.find_wrong_parts(parse(f"<body>{html}</body>")) for html in NEVER]
    found = [fault for each in faults for fault in each if " is there " not in fault]
    assert len(found) == len(NEVER)
    assert all(any(fault.endswith(reason) for fault in found) for reason in checks.NEVER.values())
