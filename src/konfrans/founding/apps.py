from django.apps import AppConfig


class FoundingConfig(AppConfig):
    name = "konfrans.founding"
    label = "founding"
    verbose_name = "Founding"
