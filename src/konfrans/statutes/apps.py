from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "konfrans.statutes"
    label = "statutes"
    verbose_name = "Statutes"

    def ready(self) -> None:
        from konfrans.kernel import registries as kernel
        from konfrans.kernel.refusals import word
        from konfrans.people import registries as people
        from konfrans.statutes import messages, selectors, services

        word(messages.MESSAGES)
        kernel.search.add("statutes", selectors.all_entries)
        kernel.sweeps.add("charter_turn", services.charter_turn)
        kernel.sweeps.add("remarks_clear", services.remarks_clear)
        kernel.desk.add("statutes", selectors.waiting)
        kernel.retention.add("statutes", lambda: messages.KEPT)
        kernel.sweeps.add("count_tables", services.count_tables_clear)
        kernel.retention.add("laboratory", lambda: messages.KEPT_TABLES)
        people.act_words.add("statutes", lambda: messages.ACTS)
        people.object_words.add("statutes", lambda: messages.OBJECTS)
        people.object_addresses.add("statutes", selectors.object_address)
        people.personal_data.add("statutes", selectors.personal_data)
