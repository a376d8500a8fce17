"""The desk as a browser sees it: addresses of a story's pages, and forms as they are sent."""

from django.urls import reverse


def page(story):
    return reverse("admin:articles_story_change", args=[story.pk])


def step(story, verb):
    return reverse("admin:articles_story_step", args=[story.pk, verb])


def of_story(name, story, *more):
    return reverse(f"admin:articles_story_{name}", args=[story.pk, *more])


def changed_form(client, address, **changes):
    """The form that the page shows, as the browser would post it, with some fields changed."""
    return sent_form(client.get(address)) | changes


def sent_form(response):
    """The form that a response shows, as the browser would post it."""
    form = response.context["adminform"].form
    return form_data(form) | form_data(form.photos.management_form) | photo_data(form)


def photo_data(form):
    return {name: value for photo in form.photos for name, value in form_data(photo).items()}


def form_data(form):
    sent = {bound.html_name: bound.field.prepare_value(bound.value()) for bound in form}
    return {
        name: "" if value is None else value for name, value in sent.items() if value is not False
    }
