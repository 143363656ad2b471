from django.urls import path

from konfrans.demo import styleguide, views

urlpatterns = [
    path("", views.demo, name="demo"),
    path("sign-in/<slug:role>/", views.demo_sign_in, name="demo_sign_in"),
    path("styleguide/", styleguide.styleguide, name="demo_styleguide"),
    path("outbox/", views.demo_outbox, name="demo_outbox"),
    path("outbox/<int:pk>/", views.demo_letter, name="demo_letter"),
]
