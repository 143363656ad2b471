from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "konfrans.meetings"
    label = "meetings"
    verbose_name = "Meetings"
