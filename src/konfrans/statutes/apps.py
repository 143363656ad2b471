from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "konfrans.statutes"
    label = "statutes"
    verbose_name = "Statutes"
