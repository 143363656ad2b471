"""The product's addresses, and the yardstick: a view that returns nothing, behind the same server and the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from konfrans.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


urlpatterns = [path("empty/", empty), *urlpatterns]
