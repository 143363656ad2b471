from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "konfrans.decisions"
    label = "decisions"
    verbose_name = "Decisions"

    def ready(self) -> None:
        from konfrans.decisions import selectors
        from konfrans.decisions.messages import MESSAGES
        from konfrans.kernel import registries
        from konfrans.kernel.refusals import word

        word(MESSAGES)
        registries.desk.add("decisions", selectors.waiting)
        registries.search.add("decisions", selectors.all_entries)
        registries.file_access.add("decisions", selectors.file_opens)
