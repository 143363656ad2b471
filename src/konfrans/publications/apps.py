from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "konfrans.publications"
    label = "publications"
    verbose_name = "Publications"

    def ready(self) -> None:
        from konfrans.kernel import registries
        from konfrans.kernel.refusals import word
        from konfrans.publications import selectors
        from konfrans.publications.messages import MESSAGES

        word(MESSAGES)
        registries.search.add("publications", selectors.search_entries)
        registries.file_access.add("publications", selectors.access_document_file)
        registries.desk.add("publications", selectors.waiting)
