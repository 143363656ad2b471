"""How long the server took for an answer and how many queries it made, said in a header: without network and client."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


def server_timing(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The first of the middleware: everything else happens inside it."""

    def run(request: HttpRequest) -> HttpResponse:
        queries = 0

        def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(sql, params, many, context)

        began = time.perf_counter()
        with connection.execute_wrapper(count):
            response = get_response(request)
        response["Server-Timing"] = f'app;dur={(time.perf_counter() - began) * 1000:.3f}, db;desc="{queries}"'
        return response

    return run
