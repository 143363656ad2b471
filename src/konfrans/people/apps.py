from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "konfrans.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from konfrans.kernel.refusals import word
        from konfrans.people.messages import MESSAGES

        word(MESSAGES)
