"""The address that the form is sent to: what comes there goes through the gate into the inbox."""

import logging
import math
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import urljoin

from pelican.plugins.comments.intake import Kept, Origin, Reason, Rejection, Submission, examine, keep
from pelican.plugins.comments.site import Site
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from .form import Form, RefusedError, check_origin, make_id, read_form
from .limits import RateLimit
from .notice import render_rejection, render_thanks

logger = logging.getLogger(__name__)

_STATUS = {Reason.UNREADABLE: 400, Reason.FOREIGN: 403, Reason.TOO_MANY: 429, Reason.UNAVAILABLE: 503}
_RETRY_SECONDS = 5


class Inbox:
    """The ASGI application at the address that the form is sent to."""

    def __init__(self, read_site: Callable[[], Site], origins: Mapping[str, str]) -> None:
        """Take the comments on this site that come from these origins (see list_origins)."""
        self._read_site = read_site
        self._origins = origins
        self._limit = RateLimit()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        with suppress(ClientDisconnect):
            response = await self._answer(request)
            response.headers["Cache-Control"] = "no-store"
            await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method in {"GET", "HEAD"}:  # an error page that is opened again
            return RedirectResponse("/", 303)
        if request.method != "POST":
            return PlainTextResponse("Method Not Allowed", 405, headers={"Allow": "GET, HEAD, POST"})
        base = ""
        try:
            base = check_origin(request.headers, self._origins)
            form = await read_form(request)
        except RefusedError as refused:
            return await run_in_threadpool(self._reject, refused.reason, base, status=refused.status)
        return await self._judge(form, base, request.client.host if request.client else "")

    async def _judge(self, form: Form, base: str, address: str) -> Response:
        """The answer to a form. What counts for an address are new comments, and what robots send."""
        robot = form.find_robot(time.time())
        if robot is Reason.TOO_FAST:
            return await run_in_threadpool(self._reject, robot, base, form.submission)
        moment = time.monotonic()
        if wait := self._limit.admit(address, moment):
            return await run_in_threadpool(
                self._reject, Reason.TOO_MANY, base, form.submission, retry_after=math.ceil(wait)
            )
        if robot:
            return await run_in_threadpool(self._reject, robot, base, form.submission)
        is_new, response = await run_in_threadpool(self._receive, form.submission, base)
        if not is_new:
            self._limit.withdraw(address, moment)
        return response

    def _receive(self, submission: Submission, base: str) -> tuple[bool, Response]:
        """Whether there is a new comment, and the answer; a comment that is thanked for is on the disk."""
        site = self._read_site()
        outcome = receive_submission(submission, site)
        if isinstance(outcome, Rejection):
            return False, self._reject(outcome.reason, base, submission)
        page = site.find_page(submission.post) or site.posts[outcome.path.parent.name]
        if site.settings.thanks_page:
            path = site.translate_path(site.settings.thanks_page, page.lang)
            return outcome.is_new, RedirectResponse(urljoin(f"{base}/", path), 303)
        return outcome.is_new, render_thanks(site, page, base)

    def _reject(
        self,
        reason: Reason,
        base: str,
        submission: Submission | None = None,
        *,
        status: int | None = None,
        retry_after: int | None = None,
    ) -> Response:
        site = self._read_site()
        response = render_rejection(site, reason, base, submission)
        response.status_code = status or _STATUS.get(reason, 422)
        if reason is Reason.UNAVAILABLE:
            retry_after = _RETRY_SECONDS
        if retry_after:
            response.headers["Retry-After"] = str(retry_after)
        return response


def receive_submission(submission: Submission, site: Site) -> Kept | Rejection:
    """Where the comment is in the inbox, or why it is not."""
    origin = Origin(id=make_id(submission), date=datetime.now(UTC), source="form")
    comment = examine(submission, origin, site)
    if isinstance(comment, Rejection):
        return comment
    try:
        return keep(comment, site, published=False)
    except OSError as error:
        cause = error.strerror or error
        logger.error("%s: a comment could not be kept: %s; put that right.", site.inbox, cause)  # noqa: TRY400  # a traceback would say no more
        return Rejection(Reason.UNAVAILABLE)
