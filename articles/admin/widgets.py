from django import forms
from django.templatetags.static import static

EDITOR_MODULE = "django_prose_editor/editor.js"


class BodyEditor(forms.Textarea):
    """ProseMirror over a plain area with the markup.

    Our script imports the package's module by the address in an attribute, so that the page
    needs neither an import map nor any other inline script.
    """

    class Media:
        css = {
            "all": [
                "django_prose_editor/material-icons.css",
                "django_prose_editor/editor.css",
            ]
        }
        js = [forms.Script("newsroom/body_editor.js", type="module")]

    def get_context(self, name, value, attrs):
        attrs = {"lang": "ar", "dir": "auto"} | (attrs or {})
        attrs["data-body-editor"] = static(EDITOR_MODULE)
        return super().get_context(name, value, attrs)
