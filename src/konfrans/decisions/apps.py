from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "konfrans.decisions"
    label = "decisions"
    verbose_name = "Decisions"

    def ready(self) -> None:
        from konfrans.decisions import messages, selectors
        from konfrans.kernel import registries as kernel
        from konfrans.kernel.refusals import word
        from konfrans.people import registries as people

        word(messages.MESSAGES)
        kernel.desk.add("decisions", selectors.waiting)
        kernel.search.add("decisions", selectors.all_entries)
        kernel.file_access.add("decisions", selectors.file_opens)
        kernel.retention.add("decisions", lambda: messages.KEPT)
        people.act_words.add("decisions", lambda: messages.ACTS)
        people.object_words.add("decisions", lambda: messages.OBJECTS)
        people.object_addresses.add("decisions", selectors.object_address)
        people.personal_data.add("decisions", selectors.personal_data)
