"""The demonstration's own pages: roles, its day, the outbox."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konfrans.demo import selectors, services
from konfrans.demo.forms import DayForm
from konfrans.kernel import clock


@never_cache
@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Who can be signed in as, on which day the demonstration stands, where its mail goes."""
    form = DayForm(request.POST or None, initial={"day": clock.today(), "time": clock.local().time()})
    if request.method == "POST" and form.is_valid():
        services.day_move(day=form.cleaned_data["day"], at=form.cleaned_data["time"])
        return redirect("demo")
    status = 422 if form.errors else 200
    return render(request, "demo/demo.html", {"rows": selectors.roles_today(), "form": form}, status=status)


@require_POST
def demo_sign_in(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as the person who plays a role."""
    account = selectors.role_account(role)
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("desk")


@never_cache
@require_GET
def demo_outbox(request: HttpRequest) -> HttpResponse:
    """Every letter the demonstration would have sent."""
    return render(request, "demo/outbox.html", {"letters": selectors.letters()})


@never_cache
@require_GET
def demo_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as its reader would see it."""
    return render(request, "demo/letter.html", {"letter": selectors.letter(pk)})
