from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "konfrans.membership"
    label = "membership"
    verbose_name = "Membership"

    def ready(self) -> None:
        from konfrans.kernel.refusals import word
        from konfrans.membership import selectors
        from konfrans.membership.messages import MESSAGES
        from konfrans.statutes.registries import sizes

        word(MESSAGES)
        sizes.add("membership", selectors.members_number)
