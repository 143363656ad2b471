from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "konfrans.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from konfrans.kernel import registries
        from konfrans.kernel.refusals import word
        from konfrans.portal import selectors
        from konfrans.portal.messages import MESSAGES

        word(MESSAGES)
        registries.search.add("portal", selectors.search_entries)
