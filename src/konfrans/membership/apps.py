from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "konfrans.membership"
    label = "membership"
    verbose_name = "Membership"

    def ready(self) -> None:
        from konfrans.kernel.refusals import word
        from konfrans.membership import messages, selectors
        from konfrans.people import registries as people
        from konfrans.statutes.registries import rolls, sizes, touched_by

        word(messages.MESSAGES)
        sizes.add("membership", selectors.sizes_on)
        touched_by.add("membership", selectors.touched)
        rolls.add("membership", selectors.roll_on)
        people.act_words.add("membership", lambda: messages.ACTS)
        people.object_words.add("membership", lambda: messages.OBJECTS)
        people.object_names.add("membership", selectors.object_names)
