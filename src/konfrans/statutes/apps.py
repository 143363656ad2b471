from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "konfrans.statutes"
    label = "statutes"
    verbose_name = "Statutes"

    def ready(self) -> None:
        from konfrans.kernel import registries
        from konfrans.kernel.refusals import word
        from konfrans.statutes import selectors
        from konfrans.statutes.messages import MESSAGES
        from konfrans.statutes.services import charter_turn

        word(MESSAGES)
        registries.search.add("statutes", selectors.all_entries)
        registries.sweeps.add("charter_turn", charter_turn)
