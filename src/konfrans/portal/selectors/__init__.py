"""Reading for the public pages and the desk: it asks every floor below and writes nothing."""

from konfrans.portal.selectors.atlas import Atlas, atlas
from konfrans.portal.selectors.committees import (
    CommitteePage,
    CommitteeRow,
    Committees,
    committee_page,
    committees,
    committees_listed,
    told,
)
from konfrans.portal.selectors.conference import ConferencePage, conference_page
from konfrans.portal.selectors.desk import Desk, desk
from konfrans.portal.selectors.found import Group, found, search_entries
from konfrans.portal.selectors.home import Home, home
from konfrans.portal.selectors.linked_data import conference_data
from konfrans.portal.selectors.members import (
    Directory,
    InstitutionPage,
    Row,
    directory,
    institution_page,
    members_today,
    narrowed,
)
from konfrans.portal.selectors.registers import conference
from konfrans.portal.selectors.site_map import paths
from konfrans.portal.selectors.statements import kept

__all__ = [
    "Atlas", "CommitteePage", "CommitteeRow", "Committees", "ConferencePage", "Desk", "Directory", "Group", "Home", "InstitutionPage", "Row",
    "atlas", "committee_page", "committees", "committees_listed", "conference", "conference_data", "conference_page", "desk", "directory", "found",
    "home", "institution_page", "kept", "members_today", "narrowed", "paths", "search_entries", "told",
]  # fmt: skip
