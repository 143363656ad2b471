from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "konfrans.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from konfrans.kernel import registries as kernel
        from konfrans.kernel.refusals import word
        from konfrans.people import messages, registries, selectors

        word(messages.MESSAGES)
        kernel.search.add("people", selectors.search_entries)
        kernel.desk.add("people", selectors.waiting)
        registries.act_words.add("people", lambda: messages.ACTS)
        registries.object_words.add("people", lambda: messages.OBJECTS)
        registries.object_addresses.add("people", selectors.object_address)
