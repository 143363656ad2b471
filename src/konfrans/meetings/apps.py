from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "konfrans.meetings"
    label = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        from konfrans.kernel import registries
        from konfrans.kernel.refusals import word
        from konfrans.meetings import selectors
        from konfrans.meetings.messages import MESSAGES

        word(MESSAGES)
        registries.desk.add("meetings", selectors.waiting)
