from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "konfrans.membership"
    label = "membership"
    verbose_name = "Membership"
