from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "konfrans.demo"
    label = "demo"
    verbose_name = "Demonstration"

    def ready(self) -> None:
        from konfrans.demo.selectors import day_stands_at
        from konfrans.kernel import clock

        clock.set_source(day_stands_at)
