from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "konfrans.meetings"
    label = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        from konfrans.kernel import registries as kernel
        from konfrans.kernel.refusals import word
        from konfrans.meetings import messages, selectors
        from konfrans.people import registries as people
        from konfrans.statutes.registries import touched_by

        word(messages.MESSAGES)
        kernel.file_access.add("meetings", selectors.paper_opens)
        kernel.desk.add("meetings", selectors.waiting)
        kernel.retention.add("meetings", lambda: messages.KEPT)
        touched_by.add("meetings", selectors.touched)
        people.act_words.add("meetings", lambda: messages.ACTS)
        people.object_words.add("meetings", lambda: messages.OBJECTS)
        people.object_addresses.add("meetings", selectors.object_address)
        people.object_names.add("meetings", selectors.object_names)
        people.personal_data.add("meetings", selectors.personal_data)
