from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "konfrans.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from allauth.account.signals import email_changed
        from allauth.mfa.signals import authenticator_added

        from konfrans.kernel import registries as kernel
        from konfrans.kernel.refusals import word
        from konfrans.people import handlers, messages, registries, selectors, services

        word(messages.MESSAGES)
        kernel.sweeps.add("invitation_links", services.invitation_links_clear)
        kernel.search.add("people", selectors.search_entries)
        kernel.desk.add("people", selectors.waiting)
        kernel.retention.add("people", lambda: messages.KEPT)
        registries.act_words.add("people", lambda: messages.ACTS)
        registries.object_words.add("people", lambda: messages.OBJECTS)
        registries.object_addresses.add("people", selectors.object_address)
        authenticator_added.connect(handlers.second_factor_added, dispatch_uid="people.second_factor_added")
        email_changed.connect(handlers.address_changed, dispatch_uid="people.address_changed")
