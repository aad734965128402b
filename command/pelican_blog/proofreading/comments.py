"""The files of readers' comments, published and waiting, judged by the plugin that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pelican.contents import Content
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.models import State
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.posts import Post, describe_posts
from pelican.plugins.comments.settings import KEY
from pelican.plugins.comments.site import Site, describe_site
from pelican.plugins.comments.storage import find_files

from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError

from .problems import Problem
from .rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """What was found in them."""

    count: int
    problems: tuple[Problem, ...]


def proofread_comments(blog: Blog, contents: Iterable[Content], *, are_right: bool) -> Comments:
    """Every problem in the comments of a blog below these texts, its plugins having been loaded.

    Whose they are is asked only where all texts are right: a broken header may hide the slug of its text.
    Raises WritingError where those that wait would be public.
    """
    if KEY not in blog.settings:
        return Comments(count=0, problems=())
    try:
        posts = describe_posts(contents)
        site = describe_site(blog.root / "pelicanconf.py", blog.settings, posts, str)  # nothing is rendered
    except CommentsError as error:
        raise WritingError(str(error)) from error
    report = check_comments(site if are_right else _give_posts(site))
    problems = [
        Problem(
            file=_name(found.file, site, blog),
            line=found.line or 1,
            rule=Rule.COMMENT,
            message=found.problem.rstrip("."),
        )
        for found in report.problems
    ]
    return Comments(count=report.count, problems=tuple(problems))


def _give_posts(site: Site) -> Site:
    """The site as if each folder of comments were a text's."""
    folders = [path.name for place in (site.comments, site.inbox) for path in find_files(place)]
    posts = {name: Post(slug=name, title="", url="", lang=site.lang, state=State.OPEN) for name in folders}
    return replace(site, posts=posts)


def _name(file: str, site: Site, blog: Blog) -> str:
    """A comment's file as the writer knows it, who calls make in the blog's folder."""
    path = site.root / file
    return blog.show(path if path.exists() or path.is_symlink() else site.inbox.parent / file)
