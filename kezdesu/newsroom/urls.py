from django.urls import path

from . import views

app_name = "newsroom"
urlpatterns = [
    path("", views.posts, name="posts"),
    path("new/", views.new, name="new"),
    path("comments/", views.comments, name="comments"),
    path("comments/<slug:decision>/", views.decide, name="decide"),
    path("<int:pk>/", views.post, name="post"),
    path("<int:pk>/facts/", views.facts, name="facts"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/unpublish/", views.unpublish, name="unpublish"),
    path("<int:pk>/<slug:language>/", views.text, name="text"),
]
