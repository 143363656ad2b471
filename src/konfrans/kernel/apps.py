from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "konfrans.kernel"
    label = "kernel"
    verbose_name = "Kernel"
