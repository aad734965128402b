"""Every page has a type by its path, and a type without a page is a failure."""

import pytest

from tests.tools.audit.conftest import MakeSite
from tools.audit.pages import OTHER, build_types, choose_largest, find_missing_types, name_type

EXAMPLES = {
    "index.html": "home",
    "2015/11/20/le-tango/index.html": "article",
    "en/2025/05/12/a-tart/index.html": "article",
    "a-propos/index.html": "page",
    "archives/index.html": "archive",
    "category/cuisine/index.html": "category",
    "tag/pain/index.html": "tag",
    "author/camille/index.html": "author",
    "404.html": "404",
    "recherche/index.html": "search",
    "merci/index.html": "thank-you",
    "2015/index.html": OTHER,
    "2015/11/index.html": OTHER,
    "page/2/index.html": OTHER,
    "tag/pain/page/2/index.html": OTHER,
    "tags/index.html": OTHER,
    "drafts/un-brouillon/index.html": OTHER,
}
