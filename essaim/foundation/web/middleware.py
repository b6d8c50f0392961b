"""What every request carries: an identifier that the log, the error page and the reader can all quote."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse

from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.web import errors

logger = logging.getLogger("essaim.request")
ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Names the request, times it, counts its queries, and writes one log line without a person in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then say in the log how it went."""
        given = request.headers.get("X-Request-Id", "")
        request.request_id = given if ACCEPTED.fullmatch(given) else uuid.uuid4().hex  # type: ignore[attr-defined]
        counter = QueryCounter()
        started = time.perf_counter()
        with connection.execute_wrapper(counter):
            response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        match = request.resolver_match
        logger.info(
            "request",
            extra={
                "request_id": request.request_id,  # type: ignore[attr-defined]
                "view": match.view_name if match else "",
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
                "queries": counter.count,
                "user_id": _known_user(request),
            },
        )
        return response


def _known_user(request: HttpRequest) -> int | None:
    """The account, when the page needed to know it: the log alone is no reason to ask the database."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)


class ForbiddenMiddleware:
    """Turns a refusal into a page: a visitor is sent to sign in, anybody else is told why; an input is explained."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a ``Forbidden`` or a ``Refused`` that no view below has answered."""
        if isinstance(exception, Refused):
            return errors.bad_request(request, exception)
        if not isinstance(exception, Forbidden):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied(str(exception)) from exception


class QueryCounter:
    """Counts the queries that pass."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:  # noqa: FBT001
        """Let the query through and count it."""
        self.count += 1
        return execute(sql, params, many, context)
