from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "konfrans.site"
    label = "konfrans_site"
    verbose_name = "Site"
