from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "konfrans.committees"
    label = "committees"
    verbose_name = "Committees"

    def ready(self) -> None:
        from konfrans.committees import messages, selectors
        from konfrans.committees.selectors.access import file_open_to
        from konfrans.committees.selectors.holders import seat_holders as holders
        from konfrans.committees.selectors.personal import addresses_of_person, persons_of_address
        from konfrans.committees.selectors.public import body_entries
        from konfrans.committees.selectors.room import room_waiting
        from konfrans.committees.selectors.room_access import room_file_open_to
        from konfrans.committees.selectors.room_personal import room_personal_data
        from konfrans.committees.services.addresses import seat_addresses_note
        from konfrans.committees.services.committees import committees_end
        from konfrans.committees.services.feeds import feeds_end
        from konfrans.committees.services.held_letters import reminders_needless
        from konfrans.committees.services.kept_letters import call_links_clear
        from konfrans.committees.services.personal import appointments_note, nominations_forget, personal_data
        from konfrans.committees.services.seating import seats_end
        from konfrans.kernel import registries as kernel
        from konfrans.kernel.refusals import word
        from konfrans.meetings.registries import seat_holders
        from konfrans.people import registries as people

        word(messages.MESSAGES)
        kernel.sweeps.add("seats_end", seats_end)
        kernel.sweeps.add("call_links", call_links_clear)
        kernel.sweeps.add("committees_end", committees_end)
        kernel.sweeps.add("nominations_forget", nominations_forget)
        kernel.desk.add("committees", selectors.waiting)
        kernel.retention.add("committees", lambda: messages.KEPT)
        kernel.file_access.add("committees", file_open_to)
        kernel.sweeps.add("feeds_end", feeds_end)
        kernel.desk.add("committees_room", room_waiting)
        kernel.file_access.add("committees_room", room_file_open_to)
        kernel.retention.add("committees_room", lambda: messages.KEPT_IN_ROOMS)
        people.personal_data.add("committees_room", room_personal_data)
        seat_holders.add("committees", holders)
        people.act_words.add("committees", lambda: messages.ACTS)
        people.object_words.add("committees", lambda: messages.OBJECTS)
        people.object_addresses.add("committees", selectors.object_address)
        people.object_names.add("committees", selectors.object_names)
        people.personal_data.add("committees", personal_data)
        people.address_persons.add("committees", persons_of_address)
        people.person_addresses.add("committees", addresses_of_person)
        people.address_changes.add("committees", seat_addresses_note)
        people.needless_letters.add("committees", reminders_needless)
        people.body_pages.add("committees", body_entries)
        kernel.sweeps.add("appointments_note", appointments_note)
