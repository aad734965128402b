"""Each line of a header is one, each key is known and there once, and its value means something."""

from .conftest import Check

TITLED = "Title: Essai\nDate: 2025-02-03\n"


def test_text_begins_with_a_header_that_ends_at_an_empty_line(check_table: Check) -> None:
    table = r"""
 → 1 header-missing such as `Title: My title` ‖ Été : non ¦ ---¶--- → 1 header-missing
Title : Essai¶Date : 2025-02-03¶¶Texte. ¦ Title：A¶¶Texte. → 1 header-line write `Title:`
¶Title: Essai¶¶Texte. → 2 header-line first line ‖ {"title": "A"}¶¶Texte. → 1 header-missing JSON
TOPSlug: essai¶Tags	: pain¶¶Texte. → 4 header-line write `Tags:`
TOPRésumé : Pain¶¶Texte. → 3 header-line write `Summary:`
TOPSummary: A¶  b¶¶A → 4 header-line four spaces ‖ TOPdu pain¶Slug: a¶¶A → 3 header-line `Key: value`
TOPTags: pain : levain¶¶Texte. ¦ TOPSummary: Un pain¶    de deux jours¶	et demi¶¶Texte.
TOPTexte qui suit aussitôt.¶Note: deux lignes. ¦ TOPTexte qui suit aussitôt.¶¶Slug: c’est une autre affaire.
---¶TOP---¶Texte. ¦ ---¶Title: Essai : b¶Date: 2025-02-03¶...¶Texte. ¦ \ufeffTOP¶Texte.
TOPStatus: draft ¦ TOPVideo: https://vimeo.com/1 ¦ TOPTemplate: archives
Status: skip¶Categorie: Pain¶¶![](rien.jpg) ¦ Title: Essai¶Date: 2026-01-02¶Status: draft¶¶Texte.
Titel: Essai¶Date: 2025-02-03¶Slug: essai¶¶Texte. → 1 key-unknown `Title:`; 1 title-missing `Title: My title`
Date: 2025-02-03¶Title:¶Slug: a¶¶Texte. → 2 title-missing ‖ Title: ???¶Date: 2025-02-03¶¶a → 1 slug-invalid
Title: Essai¶Status: hidden¶¶[a](/rien/) → 1 date-missing `Date: 2026-01-01`; 4 link-dead
Title: Essai¶Date: 31/11/2026¶Modified: hier¶¶[a](/rien/) → 2 date-invalid; 3 date-invalid; 5 link-dead
Title: C&#39;est &#8230; Essai¶Date: 2025-02-03¶¶Texte. → 1 title-markup write '
Title: Un <em>mot</em> Essai & R&D; 1 < 2¶Date: 2025-02-03¶¶Texte. → 1 title-markup remove it
---¶title: C: d¶date: 2025-02-03¶tags: [sel, "levain"]¶---¶¶Texte. → 2 header-line YAML (mapping values
---¶title: "Essai"¶date: 2025-02-03¶¶Texte. → 1 header-line add a line ---
+++¶title = "A¶date = 2025-02-03¶+++¶¶Texte. → 2 header-line TOML
"""
    table = table.replace(r"\ufeff", "\ufeff")
    check_table(table.replace("TOP", TITLED.replace("\n", "¶")), "ROW\n")


def test_key_is_known_or_foreign_and_there_once_and_its_value_means_something(check_table: Check) -> None:
    table = r"""
Categorie: Pain → 3 key-unknown `Category:` ‖ Langue: fr → 3 key-unknown `Lang:`
Slug: a¶Slug: b → 4 key-repeated in line 3 ‖ Slug: c¶    b → 4 key-repeated one line
Summary: a¶Summary: b ¦ Recette: pain¶Recette: levain ¦ Update: 2025-02-04¶Ratings: 5
Template: article¶Translation: false¶Authors: Camille; Lou¶Keywords: pain ¦ Status:¶Category:¶Tags:¶Author:
Status: Hidden ¦ Status: PUBLISHED ¦ Draft: false ¦ Status: publié ¦ Private_notes: x ¦ Comments: Closed
Comments: ¦ Lang: pt-BR ¦ Slug: été-2025_2.0 ¦ ¶Publish: or perish, as they say. ¦ ¶Note¶¶Un mot.¶¶Draft: true
Video: https://vimeo.com/1¶Video_title: A¶Video_duration: 3:12¶Video_date: 2025-01-01
Video: https://tube.example.org/w/123456789ABCDEFGHJKLMN ¦ Video: videos/film.mp4 ¦ Video:¶Image:¶Image_alt:
Aliases: /a/; /?p=7¶Guid: http://a.example/?p=7¶Sticky: yes¶Url: 2011/x/¶Save_as: 2011/x/index.html
Aliases: /b/¶    /c/¶Modified: 2025-02-04 ¦ Redirect_from: /d/ ¦ Categories: Pain; Sel ¦ Category: Pain; Sel
Guid: a¶Guid: b → 4 key-repeated in line 3 ‖ Stiky: yes → 3 key-unknown `Sticky:`
Statut: brouillon → 3 held-back `statut: brouillon` ‖ Template: contact → 3 template-missing contact
Status: privé ¦ DRAFT: yes ¦ Published: false ¦ Private: oui ¦ Visibility: private → 3 held-back
Status: fini → 3 status-unknown `status: fini` ‖ Draft: peut-etre ¦ Published: un jour → 3 status-unknown
Comments: non → 3 comments-state 'non' ‖ Lang: français → 3 lang-unknown Lang: français is not
Slug: → 3 slug-invalid Slug is empty ‖ Slug: .. → 3 slug-invalid write my-title
Slug: Mon pain → 3 slug-invalid write mon-pain ‖ Slug: ../pain ¦ Slug: pa\x00in → 3 slug-invalid write pain
Timezone: Mars → 3 text-unbuildable Europe/Paris ‖ Image: images/rien.jpg → 3 image-invalid images/rien.jpg
Video: https://a.example/¶Video_date: hier → 3 video-invalid Video:; 4 video-invalid Video_date
Video_title: Un film¶Video_duration: 3:12 → 3 video-invalid Video_title
¶Draft: true ¦ ¶Une ligne perdue¶Draft: true → 1 held-back `draft: true`
"""
    check_table(table.replace(r"\x00", "\x00"), f"{TITLED}ROW\n\nTexte.\n")


def test_date_is_one_that_is_there_and_past(check_table: Check) -> None:
    table = """
2025-02-03 18h30 ¦ 25/12/2025 ¦ 12/25/2025 ¦ 3.3.2025 ¦ Mon, 03 Feb 2025 18:30:00 +0100 ¦ Feb 3, 2025
2026-01-01 01:00 ¦ 2025-02-03 18:30¶Modified: 2025-02-03
2025-W05 ¦ 31/02/2025 ¦ hier ¦ 3 février 2025 → 2 date-invalid not a date the build can read
2025-02 ¦ 18:30 ¦ 3 → 2 date-invalid does not say which day
03/02/2025 ¦ 3.2.25 18:30 ¦ ٠٣/٠٢/٢٠٢٥ → 2 date-invalid as 2025-03-02, not as 2025-02-03
2025-02-03 18:30 EST → 2 timezone-unknown EST ‖ 0150-01-01 → 2 date-ambiguous the year 150
2025-02-29 ¦ 2025-02-03 10:00+99:00 ¦ 0001-01-01 → 2 date-invalid does not exist ‖  → 2 date-invalid empty
2026-01-01 01:01 ¦ 2026-01-01 00:01Z → 2 date-future (in Europe/Paris), but the post would be published now
2025-02-03 18:30¶Modified: 2025-02-02 ¦ 2025-02-03 18:30¶Modified: 2025-02-03 18:29 → 3 modified-early
"""
    form = "Title: Essai\nDate: ROW\n\nTexte.\n"
    check_table(table, form)
    check_table("03/02/2025 → 2 date-ambiguous", form, DEFAULT_LANG="en")
    check_table("2026-01-02 → 2 date-scheduled stays a draft until", form, WITH_FUTURE_DATES=False)


def test_what_keeps_a_text_back_is_named_in_every_form_of_a_header(check: Check) -> None:
    """It needs no date, and may be dated tomorrow; a link to it leads to a draft. HTML may have no header."""
    html = '<title>D</title><meta name="date" content="2025-02-03">\n<meta name="published" content="false">'
    texts = {
        "4 held-back": ("a.md", "---\ntitle: A\ndate: 2999-01-01\ndraft: true\n---\n\nTexte.\n"),
        "3 held-back": ("b.md", '+++\ntitle = "B"\ndraft = true\n+++\n\nTexte.\n'),
        "5 held-back": ("c.rst", "Un\n##\n\n:date: 2025-02-03\n:draft: true\n\nTexte.\n"),
        "2 held-back": ("d.html", f"<html><head>{html}</head><body><p>Texte.</p></body></html>\n"),
        "1 held-back its folder": ("_drafts/e.md", "Title: E\nDate: 2025-02-03\n\nTexte.\n"),
        "4 link-draft posts/a.md": ("f.md", "Title: F\nDate: 2025-02-03\n\n[a]({filename}a.md)\n"),
        "1 title-missing": ("2025-02-01-h.html", "<p>Texte.</p>\n"),
        "1 held-back `draft": ("g.md", "Title: G\nDate: 2025-02-03\n* Draft: true\n\nTexte.\n"),
    }
    said = (f"posts/{name}:{problem}" for problem, (name, _) in texts.items())
    check({f"posts/{name}": text for name, text in texts.values()}, *said)
