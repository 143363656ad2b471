"""News, documents and pages of the conference."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedField
from konfrans.kernel.models import StoredFile


class NewsItem(models.Model):
    """A piece of news: a draft only the secretariat sees, then public, then perhaps withdrawn."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    slug = models.SlugField(max_length=80, unique=True)
    date = models.DateField(help_text="the day it tells of or is told on, as readers see it")
    title = LocalisedField()
    lead = LocalisedField()
    text = LocalisedField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["state", "-date"], name="news_by_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="published_news_has_its_moment"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class Document(models.Model):
    """A file the conference hands out: to everyone, or to those who hold an office in it."""

    class Language(models.TextChoices):
        AZ = "az", _("Azerbaijani")
        EN = "en", _("English")
        FR = "fr", _("French")
        LT = "lt", _("Lithuanian")
        PL = "pl", _("Polish")
        RU = "ru", _("Russian")

    key = models.SlugField(max_length=80, unique=True)
    title = LocalisedField()
    about = LocalisedField(help_text="what the document is")
    date = models.DateField()
    language = models.CharField(
        max_length=8, choices=Language.choices, help_text="the language the document is written in"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    public = models.BooleanField(default=True)
    sample = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return self.key


class Page(models.Model):
    """One of the conference's own pages: what it is, its mission, how an institution becomes a member."""

    class Key(models.TextChoices):
        ABOUT = "about", _("What the Conference is")
        MISSION = "mission", _("Mission and vision")
        MEMBERSHIP = "membership", _("How an institution becomes a member")

    key = models.CharField(max_length=20, choices=Key.choices, unique=True)
    title = LocalisedField()
    text = LocalisedField()
    changed_at = models.DateTimeField()
    sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key
