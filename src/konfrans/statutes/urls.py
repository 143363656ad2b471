"""Addresses of the charter and of drafts."""

from django.urls import path

from konfrans.statutes import views
from konfrans.statutes.views import founding

urlpatterns = [
    path("charter/", views.charter, name="charter"),
    path("charter/charter.toml", views.charter_toml, name="charter_toml"),
    path("charter/charter.<slug:form>", views.charter_paper, name="charter_paper"),
    path("charter/found/", founding.charter_found, name="charter_found"),
    path("charter/compare/", views.charter_compare, name="charter_compare"),
    path("charter/beside/", views.charter_beside, name="charter_beside"),
    path("charter/agreement/", views.charter_agreement, name="charter_agreement"),
    path("charter/laboratory/", views.laboratory, name="laboratory"),
    path("charter/laboratory/table/", views.laboratory_table, name="laboratory_table"),
    path("charter/laboratory/laboratory.xlsx", views.laboratory_xlsx, name="laboratory_xlsx"),
    path("charter/laboratory/laboratory.pdf", views.laboratory_pdf, name="laboratory_pdf"),
    path("charter/laboratory/laboratory.png", views.laboratory_png, name="laboratory_png"),
    path("charter/drafts/", views.drafts, name="drafts"),
    path("charter/drafts/open/", views.draft_open, name="draft_open"),
    path("charter/drafts/<slug:key>/", views.draft, name="draft"),
    path("charter/drafts/<slug:key>/draft.<slug:form>", views.draft_paper, name="draft_paper"),
    path("charter/drafts/<slug:key>/word/", views.draft_word, name="draft_word"),
    path("charter/drafts/<slug:key>/articles/add/", views.draft_article_add, name="draft_article_add"),
    path("charter/drafts/<slug:key>/articles/<int:number>/", views.draft_article, name="draft_article"),
    path(
        "charter/drafts/<slug:key>/articles/<int:number>/remove/",
        views.draft_article_remove,
        name="draft_article_remove",
    ),
    path("charter/drafts/<slug:key>/rule/", views.draft_rule, name="draft_rule"),
    path("charter/drafts/<slug:key>/rule/add/", views.draft_rule_add, name="draft_rule_add"),
    path("charter/drafts/<slug:key>/rule/remove/", views.draft_rule_remove, name="draft_rule_remove"),
    path("charter/drafts/<slug:key>/answer/", views.draft_remark_answer, name="draft_remark_answer"),
    path("charter/drafts/<slug:key>/text/", views.draft_edit, name="draft_edit"),
    path("charter/drafts/<slug:key>/history/", views.draft_history, name="draft_history"),
    path("charter/drafts/<slug:key>/history/back/", views.draft_return, name="draft_return"),
    path("charter/drafts/<slug:key>/adopt/", views.draft_adopt, name="draft_adopt"),
    path("charter/versions/<str:version>/day/", views.version_day_record, name="version_day_record"),
    path("charter/drafts/<slug:key>/settings/", views.draft_settings, name="draft_settings"),
    path("charter/drafts/<slug:key>/rename/", views.draft_rename, name="draft_rename"),
    path("charter/drafts/<slug:key>/public/", views.draft_public_set, name="draft_public_set"),
    path("charter/drafts/<slug:key>/withdraw/", views.draft_withdraw, name="draft_withdraw"),
    path("charter/drafts/<slug:key>/comments/", views.threads, name="threads"),
    path("charter/drafts/<slug:key>/comments/open/", views.thread_open, name="thread_open"),
    path("charter/drafts/<slug:key>/comments/<int:number>/", views.thread, name="thread"),
    path("charter/drafts/<slug:key>/comments/<int:number>/add/", views.remark_add, name="remark_add"),
    path("charter/drafts/<slug:key>/comments/<int:number>/suggestion/", views.suggestion_take, name="suggestion_take"),
    path("charter/drafts/<slug:key>/comments/<int:number>/take/", views.thread_take, name="thread_take"),
    path("charter/drafts/<slug:key>/comments/<int:number>/leave/", views.thread_leave, name="thread_leave"),
    path("charter/drafts/<slug:key>/comments/<int:number>/reopen/", views.thread_reopen, name="thread_reopen"),
    path("charter/drafts/<slug:key>/sent/<int:number>/let/", views.remark_let, name="remark_let"),
    path("charter/drafts/<slug:key>/sent/<int:number>/turn-away/", views.remark_turn_away, name="remark_turn_away"),
    path("charter/drafts/<slug:key>/consultations/open/", views.consultation_open, name="consultation_open"),
    path("charter/drafts/<slug:key>/consultations/<int:number>/", views.consultation, name="consultation"),
    path(
        "charter/drafts/<slug:key>/consultations/<int:number>/synthesis/",
        views.consultation_sum_up,
        name="consultation_sum_up",
    ),
    path(
        "charter/drafts/<slug:key>/consultations/<int:number>/tell/", views.consultation_tell, name="consultation_tell"
    ),
    path("charter/drafts/<slug:key>/consultations/<int:number>/send/", views.remark_send, name="remark_send"),
]
