from django.urls import path

from konfrans.demo import styleguide, views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/sign-in/<slug:role>/", views.demo_sign_in, name="demo_sign_in"),
    path("styleguide/", styleguide.styleguide, name="demo_styleguide"),
    path("demo/outbox/", views.demo_outbox, name="demo_outbox"),
    path("demo/outbox/<int:pk>/", views.demo_letter, name="demo_letter"),
]
