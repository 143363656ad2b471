from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "konfrans.portal"
    label = "portal"
    verbose_name = "Portal"
