from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "konfrans.projects"
    label = "projects"
    verbose_name = "Projects"
