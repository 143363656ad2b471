"""The product's addresses, and `/slow/`, which writes down that it began and answers two seconds later."""

import time
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from konfrans.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def slow(request: HttpRequest) -> HttpResponse:
    (Path(settings.KONFRANS_HOME) / "began").touch()
    time.sleep(2)
    return HttpResponse("finished")


@csrf_exempt
def count(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.body)))


urlpatterns = [path("slow/", slow), path("count/", count), *urlpatterns]
