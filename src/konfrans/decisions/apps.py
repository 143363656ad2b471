from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "konfrans.decisions"
    label = "decisions"
    verbose_name = "Decisions"
