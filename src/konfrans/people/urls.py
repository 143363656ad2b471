from django.urls import path, register_converter
from django.urls.converters import StringConverter

from konfrans.people.views import (
    account,
    conference,
    files,
    institutions,
    invitations,
    journal,
    letters,
    mail,
    people,
    personal,
)


class PersonKey(StringConverter):
    """The random key of a person or a file: 32 hexadecimal digits."""

    regex = "[0-9a-f]{32}"


register_converter(PersonKey, "hexkey")

urlpatterns = [
    path("desk/conference/", conference.conference_change, name="conference_change"),
    path("desk/institutions/", institutions.desk_institutions, name="desk_institutions"),
    path("desk/institutions/add/", institutions.institution_create, name="institution_create"),
    path("desk/institutions/<slug:key>/change/", institutions.institution_change, name="institution_change"),
    path("desk/people/", people.desk_people, name="desk_people"),
    path("desk/people/add/", people.person_create, name="person_create"),
    path("desk/people/invite/", people.office_invite, name="office_invite"),
    path("desk/people/address/", personal.address_data, name="address_data"),
    path("desk/people/address/export/", personal.address_export, name="address_export"),
    path("desk/people/address/erase/", personal.address_erase, name="address_erase"),
    path("desk/people/<hexkey:key>/data/", personal.person_data, name="person_data"),
    path("desk/people/<hexkey:key>/data/export/", personal.person_export, name="person_export"),
    path("desk/people/<hexkey:key>/data/erase/", personal.person_erase, name="person_erase"),
    path("desk/people/<hexkey:key>/", people.desk_person, name="desk_person"),
    path("desk/people/<hexkey:key>/name/", people.person_change, name="person_change"),
    path("desk/people/<hexkey:key>/offices/add/", people.office_begin, name="office_begin"),
    path("desk/people/<hexkey:key>/offices/<int:pk>/end/", people.office_end, name="office_end"),
    path("desk/people/<hexkey:key>/offices/<int:pk>/pass-on/", people.office_pass_on, name="office_pass_on"),
    path("desk/invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("desk/invitations/<int:pk>/renew/", people.invitation_renew, name="invitation_renew"),
    path("desk/bodies/", people.desk_bodies, name="desk_bodies"),
    path("desk/bodies/add/", people.body_create, name="body_create"),
    path("desk/bodies/<slug:key>/change/", people.body_change, name="body_change"),
    path("desk/mail/", mail.desk_mail, name="desk_mail"),
    path("desk/mail/release/", mail.letters_release, name="letters_release"),
    path("desk/mail/<int:pk>/", mail.desk_letter, name="desk_letter"),
    *(
        path(f"desk/mail/<int:pk>/{what}/", mail.letter_decide, {"what": what}, name=f"letter_{what}")
        for what in letters.ACTS
    ),
    path("desk/journal/", journal.journal, name="journal"),
    path("desk/account/", account.account, name="account"),
    path("desk/account/language/", account.account_language_change, name="account_language_change"),
    path("desk/account/offices/<int:pk>/leave/", account.office_leave, name="office_leave"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/code/", invitations.invitation_accept, name="invitation_accept"),
    path("files/<hexkey:key>/", files.file, name="file"),
]
