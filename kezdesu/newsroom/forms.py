from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kezdesu.core.database import in_shown_order

from .models import Comment, Post, PostText, Tag


class CommentForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a visitor writes under a post.

    `website` is a trap: people do not see it, and programs that fill every field fill it too.
    """

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Comment
        fields = ["author", "email", "text"]
        labels = {"author": _("Your name"), "email": _("E-mail"), "text": _("Comment")}
        help_texts = {"email": _("Your e-mail is not published.")}
        widgets = {
            "author": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "text": forms.Textarea(attrs={"rows": 6}),
        }

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))


class PostTextForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = PostText
        fields = ["title", "body", "is_checked"]
        help_texts = {
            "body": _("An empty line begins a new paragraph. HTML for headings, lists and links."),
        }
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}


class NewPostForm(forms.Form):
    """A post begins with its Kazakh words."""

    author = forms.CharField(label=_("Author"), max_length=200)
    title = forms.CharField(label=_("Title in Kazakh"), max_length=300)
    body = forms.CharField(
        label=_("Text in Kazakh"),
        help_text=PostTextForm.Meta.help_texts["body"],
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    @property
    def draft(self) -> dict[str, Any]:
        """The post as `services.draft_post` takes it."""
        words = self.cleaned_data
        return {
            "author": words["author"],
            "texts": {"kk": (words["title"], words["body"])},
            "checked": ["kk"],
        }


class PostFactsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who signs a post and its tags: the office's own by choice, new ones by name."""

    new_tags = forms.CharField(
        label=_("New tags"),
        required=False,
        max_length=300,
        help_text=_("In Kazakh, separated by commas."),
    )

    class Meta:
        model = Post
        fields = ["author", "tags"]
        labels = {"tags": _("Tags of the post")}
        widgets = {"tags": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tags"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        tags = Tag.objects.filter(office=self.instance.office)
        field.queryset = tags.order_by(in_shown_order("name"))

    @property
    def chosen_tags(self) -> list[dict[str, str]]:
        """Labels of every tag the post is to have."""
        known = [
            {"kk": tag.name_kk, "ru": tag.name_ru, "en": tag.name_en}
            for tag in self.cleaned_data["tags"]
        ]
        typed = self.cleaned_data["new_tags"].split(",")
        return known + [{"kk": name.strip()} for name in typed if name.strip()]
