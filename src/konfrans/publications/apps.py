from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "konfrans.publications"
    label = "publications"
    verbose_name = "Publications"
