app_name = "programmes"
urlpatterns: list[object] = []
