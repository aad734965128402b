"""Serves the built pages with the script that keeps them up to date."""

from pelican.plugins.comments.inbox.form import stamp_forms
from pelican.plugins.comments.inbox.pages import BuiltPages
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import Scope

from pelican_blog.devserver.news import ACCEPT, CODE, SCRIPT, add_script, format_news, identify, read_news
from pelican_blog.devserver.placeholder import render_page

_HTML, _TEXT = "text/html", "text/plain"
_CONDITIONS = {b"if-none-match", b"if-modified-since"}
_NOT_FOUND = 404
_MISSING = render_page("Not found", "<p>No page has this address. When one has, you will see it here.</p>")


class ReloadingPages(BuiltPages):
    """The files of the built site, whose pages reload after a build and show what was wrong with it."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or the news that a page asks for at its own address."""
        if path == SCRIPT.removeprefix("/"):
            return Response(CODE, media_type="text/javascript", headers={"Cache-Control": "no-cache"})
        accept = Headers(scope=scope).get("accept", "")
        if _HTML in accept:  # the browser may still have the page of `make serve`, without the script
            headers = [header for header in scope["headers"] if header[0] not in _CONDITIONS]
            scope = {**scope, "headers": headers}
        response = await super().get_response(path, scope)
        kind = response.headers.get("content-type", "")
        if response.status_code == _NOT_FOUND and kind.startswith(_TEXT):
            page = _MISSING
        elif kind.startswith(_HTML) and not isinstance(response, FileResponse) and scope["method"] == "GET":
            page = bytes(response.body).decode("utf-8", "surrogateescape")
        else:
            return response
        return _add_news(page, response.status_code, is_asked=accept == ACCEPT)


def _add_news(page: str, status: int, *, is_asked: bool) -> Response:
    """A page with its script; if it is asked for, only the news of the page."""
    news = read_news()
    version = identify(stamp_forms(page, 0), news.looks)
    if is_asked:
        return Response(format_news(version, news), media_type=ACCEPT, headers={"Cache-Control": "no-store"})
    html = add_script(page, version).encode("utf-8", "surrogateescape")
    return Response(html, status, media_type=_HTML, headers={"Cache-Control": "no-cache"})
