from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "konfrans.publications"
    label = "publications"
    verbose_name = "Publications"

    def ready(self) -> None:
        from konfrans.kernel import registries
        from konfrans.kernel.refusals import word
        from konfrans.people import registries as people
        from konfrans.publications import messages, selectors

        word(messages.MESSAGES)
        registries.search.add("publications", selectors.search_entries)
        registries.file_access.add("publications", selectors.access_document_file)
        registries.desk.add("publications", selectors.waiting)
        people.act_words.add("publications", lambda: messages.ACTS)
        people.object_words.add("publications", lambda: messages.OBJECTS)
        people.object_addresses.add("publications", selectors.object_address)
        people.object_names.add("publications", selectors.object_names)
