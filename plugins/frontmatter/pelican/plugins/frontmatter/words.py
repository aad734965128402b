"""The words with which blog engines keep a text from readers, or from some of them.

From Hugo, Zola, Jekyll, Hexo, Eleventy, Astro, Docusaurus, Quartz, Quarto, Nikola, Metalsmith, Grav, Cobalt,
Kirby, Obsidian, WordPress, Ghost, Drupal, Textpattern, Micropub and SPIP: their documentation and exports;
and what writers say in French and a few other languages.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

_SIGNS = re.compile(r"[\W_]+")


class Rule(Enum):
    """How a key's value is judged."""

    STATUS = auto()
    """A word such as draft, private, members."""
    MAYBE_STATUS = auto()
    """The same, but the key has other uses too, so an unknown word means nothing."""
    PASSWORD = auto()
    FROM = auto()
    """A date before which the text is not for readers."""
    UNTIL = auto()
    """A date after which it is not."""
    TAGS = auto()
    BUILD = auto()
    """Hugo's options for a page: `render`, `list`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """How a key whose value is yes or no is judged."""

    when: bool
    """The value that keeps a text back."""
    status: Literal["draft", "hidden"] = "draft"
    is_sure: bool = True
    """Whether the key has no other use, so that a value other than yes or no keeps the text back too."""


def simplify(word: str) -> str:
    """The form in which keys and words are compared: `is_draft` is `isDraft`, and `Privé` is `prive`."""
    letters = unicodedata.normalize("NFKD", word).casefold()
    return _SIGNS.sub("", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def _list(words: str) -> frozenset[str]:
    return frozenset(map(simplify, words.split()))


_RULES: tuple[tuple[Rule | Flag, str], ...] = (
    (Rule.STATUS, "status statut post_status publish_status publication_status visibility visibilité"),
    (Rule.MAYBE_STATUS, "state état stage access accès audience layout type workflow permission permissions"),
    (Rule.PASSWORD, "password post_password mot_de_passe"),
    (Rule.FROM, "publishDate publish_on publish_at publish_after pubDate published_at published_date"),
    (Rule.FROM, "date_published scheduled scheduled_at scheduled_for embargo embargo_until"),
    (Rule.UNTIL, "expiryDate expiration_date unpublishDate unpublish_on unpublish_at"),
    (Rule.TAGS, "tags tag étiquettes"),
    (Rule.BUILD, "build"),
    (Flag(when=True), "draft drafts is_draft has_draft brouillon unpublished not_published"),
    (Flag(when=True), "private is_private privé"),
    (Flag(when=False), "published publish is_published public is_public publié publier dg-publish"),
    (Flag(when=True, status="hidden"), "unlisted hidden is_hidden"),
    (Flag(when=True, is_sure=False), "wip headless disabled ignored encrypted trashed deleted secret"),
    (Flag(when=True, is_sure=False), "confidential confidentiel members_only needs_review"),
    (Flag(when=False, is_sure=False), "permalink render enabled routable online en_ligne output"),
    (Flag(when=True, status="hidden", is_sure=False), "eleventyExcludeFromCollections hide"),
    (Flag(when=False, status="hidden", is_sure=False), "listed visible discoverable make_discoverable"),
)
KEYS = {simplify(key): rule for rule, keys in _RULES for key in keys.split()}
"""The keys that clearly mean it; a writer's own, such as `draft_version`, is not among them."""

TRUE = _list("true yes y on 1 t x oui o vrai ja wahr sí ano da 是 بله да")
FALSE = _list("false no n off 0 f non faux nein falsch ne nee never jamais 否 خیر нет")
NOTHING = frozenset({"null", "none", "nil"})

PUBLIC = _list(
    "published publish public live publié publiée posted featured sticky sent released everyone all "
    "en_ligne veröffentlicht publicado publikováno 已发布 منتشرشده"
)
UNLISTED = _list("hidden unlisted not_listed caché cachée non_listé non_listée")
BACK_ANYWHERE = _list(
    "draft drafts brouillon brouillons ébauche entwurf borrador rascunho bozza koncept 草稿 下書き پیش‌نویس "
    "черновик private privé privée privat privado privato soukromé 私密 خصوصی auto-draft trash trashed "
    "unpublished scheduled pending members members-only paid paid-members-only wip"
)
"""What keeps a text back even under a key that has other uses."""
BACK = BACK_ANYWHERE | _list(
    "future pending_review awaiting_review in_review review needs_review planned queue queued timed held "
    "hold on_hold work_in_progress in_progress en_cours todo à_faire idea unfinished inachevé incomplete "
    "not_published non_publié non_publiée not_yet pas_encore not_ready embargo embargoed submitted "
    "proposed prepa prop poubelle corbeille deleted soft_trashed removed refuse password protected "
    "password_protected protégé member paid-only tiers subscribers subscribers_only only_paid founding "
    "premium internal interne confidential confidentiel secret restricted registered registered_only "
    "friends followers direct expired retired disabled offline hors_ligne spam skip"
)
TAGS_BACK = _list("draft private brouillon privé")
"""The tags with which Nikola and Frog kept a text back, and their French names."""
RENDER_NEVER = _list("never link false no")
LIST_NEVER = _list("never local false no")
BUILD_ALWAYS = _list("always true yes")
FOLDERS = ("_drafts", "drafts", "_brouillons", "brouillons")
"""`_drafts` is Jekyll's, Hexo's and Kirby's; `drafts` is Tinkerer's."""
SUFFIX = ".draft"
"""How Nuxt Content marks a draft: `post.draft.md`."""
