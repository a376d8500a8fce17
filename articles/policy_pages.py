"""What readers see of the newsroom's own rules."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.models import Policy


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/policies.html", {"policies": in_order(Policy.objects.all())})


@require_safe
def policy(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Policy.Kind:
        raise Http404
    found = get_object_or_404(Policy, kind=kind)
    if found.get_absolute_url() != request.path:
        return redirect(found, permanent=True)
    # The body was sanitised on its way into the database: see BodyField.
    context = {"policy": found, "body": mark_safe(found.body)}
    if kind == Policy.Kind.ABOUT:
        context["policies"] = in_order(Policy.objects.all())
    return render(request, "articles/policy.html", context)


def in_order(policies) -> list[Policy]:
    """In the order in which the kinds are declared, which readers meet them in."""
    places = {kind: place for place, kind in enumerate(Policy.Kind)}
    return sorted(policies, key=lambda policy: places[policy.kind])
