from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "konfrans.demo"
    label = "demo"
    verbose_name = "Demo"
