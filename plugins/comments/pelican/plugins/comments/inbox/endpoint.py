"""The address that the form is sent to: submissions pass through the gate into the inbox."""

import logging
import math
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock
from urllib.parse import urljoin, urlsplit

from anyio import CapacityLimiter, to_thread
from pelican.plugins.comments.intake import Origin, Reason, Rejection, Submission, examine
from pelican.plugins.comments.keeping import Kept, keep
from pelican.plugins.comments.repetition import identify
from pelican.plugins.comments.site import Site
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from .form import RefusedError, SentForm, check_origin, read_form
from .limits import RateLimit
from .notice import render_rejection, render_thanks

logger = logging.getLogger(__name__)

_STATUS = {Reason.UNREADABLE: 400, Reason.FOREIGN: 403, Reason.TOO_MANY: 429, Reason.UNAVAILABLE: 503}
_RETRY_SECONDS = 5
_MAX_COMMENTS, _MAX_REFUSALS = 5, 20
"""New comments and refusals per sender in ten minutes. They are counted separately, so that correcting an
error always gets through. Nobody makes twenty errors in ten minutes, and twenty refusals cost less than
five comments."""
_AT_ONCE = 4
"""How many comments are processed at once, in their own threads, so that pages never wait for them. They
mostly wait for the disk."""
_LOCKS = 64


class FormEndpoint:
    """The ASGI application at the form's address."""

    def __init__(self, read_site: Callable[[], Site], origins: Mapping[str, str]) -> None:
        """Take comments on this site from these origins (see list_origins)."""
        self._read_site = read_site
        self._origins = origins
        self._comments = RateLimit(_MAX_COMMENTS)
        self._refusals = RateLimit(_MAX_REFUSALS)
        self._workers = CapacityLimiter(_AT_ONCE)
        self._locks = [Lock() for _ in range(_LOCKS)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        with suppress(ClientDisconnect):
            response = await self._answer(request)
            response.headers["Cache-Control"] = "no-store"
            await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method in {"GET", "HEAD"}:  # such as an error page that is reloaded
            site = await to_thread.run_sync(self._read_site, limiter=self._workers)
            return RedirectResponse(find_home(site), 303)
        if request.method != "POST":
            return PlainTextResponse("Method Not Allowed", 405, headers={"Allow": "GET, HEAD, POST"})
        sender, moment = request.client.host if request.client else "", time.monotonic()
        if wait := self._refusals.admit(sender, moment):
            return await self._reject(Reason.TOO_MANY, wait=wait)  # unread
        is_refused, response = await self._read(request, sender, moment)
        if not is_refused:
            self._refusals.withdraw(sender, moment)
        return response

    async def _read(self, request: Request, sender: str, moment: float) -> tuple[bool, Response]:
        """Whether the submission is refused, and the response."""
        base = ""
        try:
            base = check_origin(request.headers, self._origins)
            form = await read_form(request)
        except RefusedError as refused:
            return True, await self._reject(refused.reason, base, status=refused.status)
        return await self._judge(form, base, sender, moment)

    async def _judge(self, form: SentForm, base: str, sender: str, moment: float) -> tuple[bool, Response]:
        """Like _read(). Only new comments and robots' submissions count towards the sender's comments."""
        robot = form.find_robot(time.time())
        wait = 0.0 if robot is Reason.TOO_FAST else self._comments.admit(sender, moment)
        if robot:
            return True, await self._reject(
                Reason.TOO_MANY if wait else robot, base, form.submission, wait=wait
            )
        outcome, response = await to_thread.run_sync(
            self._receive, form.submission, base, wait, limiter=self._workers
        )
        if not (isinstance(outcome, Kept) and outcome.is_new):
            self._comments.withdraw(sender, moment)
        is_refused = isinstance(outcome, Rejection) and outcome.reason is not Reason.UNAVAILABLE
        return is_refused, response

    def _receive(self, submission: Submission, base: str, wait: float) -> tuple[Kept | Rejection, Response]:
        """The outcome of a submission, and the response; a comment we say thanks for is safely on disk.

        If its sender has to wait for some seconds, only a comment that is already there is accepted.
        """
        site = self._read_site()
        # Equal comments are handled one at a time: at the end of a period their ids would differ.
        with self._locks[hash(submission) % _LOCKS]:
            outcome = receive_submission(submission, site, datetime.now(UTC), may_be_new=not wait)
        if isinstance(outcome, Rejection):
            return outcome, self._render(outcome.reason, base, submission, wait)
        page = site.find_page(submission.post) or site.posts[outcome.path.parent.name]
        if site.settings.thanks_page:
            path = site.translate_path(site.settings.thanks_page, page.lang)
            return outcome, RedirectResponse(urljoin(f"{base}/", path), 303)
        return outcome, render_thanks(site, page, base)

    async def _reject(
        self,
        reason: Reason,
        base: str = "",
        submission: Submission | None = None,
        *,
        status: int | None = None,
        wait: float = 0.0,
    ) -> Response:
        response = await to_thread.run_sync(
            self._render, reason, base, submission, wait, limiter=self._workers
        )
        response.status_code = status or response.status_code
        return response

    def _render(self, reason: Reason, base: str, submission: Submission | None, wait: float) -> Response:
        site = self._read_site()
        response = render_rejection(site, reason, base or site.url or find_home(site).rstrip("/"), submission)
        response.status_code = _STATUS.get(reason, 422)
        if reason is Reason.UNAVAILABLE:
            wait = _RETRY_SECONDS
        if wait:
            response.headers["Retry-After"] = str(math.ceil(wait))
        return response


def find_home(site: Site) -> str:
    """The address of the home page, or only its path if the form is sent to the same host.

    Without SITEURL, it is the folder of the form's address.
    """
    path = urlsplit(site.settings.endpoint or "").path.rstrip("/").rpartition("/")[0]
    if not site.url:
        return f"{path}/"
    return f"{site.url if site.settings.form_origin else urlsplit(site.url).path}/"


def receive_submission(
    submission: Submission, site: Site, now: datetime, *, may_be_new: bool = True
) -> Kept | Rejection:
    """Where the comment sent at this moment is in the inbox, or why it is not."""
    try:
        sending = identify(submission, site, now)
        if sending.kept:
            return Kept(sending.kept, is_new=False)
        if not may_be_new:
            return Rejection(Reason.TOO_MANY)
        comment = examine(submission, Origin(id=sending.id, date=now, source="form"), site)
        if isinstance(comment, Rejection):
            return comment
        return keep(comment, site, published=False)
    except OSError as error:
        cause = error.strerror or error
        # A traceback would say no more.
        logger.error("%s: a comment could not be saved: %s; fix that.", site.inbox, cause)  # noqa: TRY400
        return Rejection(Reason.UNAVAILABLE)
