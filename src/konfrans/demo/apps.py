from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "konfrans.demo"
    label = "demo"
    verbose_name = "Demonstration"

    def ready(self) -> None:
        from konfrans.demo.marking import mark_what_visitors_enter
        from konfrans.demo.selectors import day_stands_at
        from konfrans.kernel import clock

        mark_what_visitors_enter()
        clock.set_source(day_stands_at)
