from django.urls import path

from comments import reporting, views, your_data

urlpatterns = [
    path("stories/<row_id:story_pk>/comments/", views.thread, name="thread"),
    path("stories/<row_id:story_pk>/comments/new/", views.comment_new, name="comment-new"),
    path("comments/<row_id:pk>/", views.comment, name="comment"),
    path("comments/<row_id:pk>/edit/", views.comment_edit, name="comment-edit"),
    path("comments/<row_id:pk>/withdraw/", views.comment_withdraw, name="comment-withdraw"),
    path("comments/<row_id:pk>/report/", views.comment_report, name="comment-report"),
    path("comments/<row_id:pk>/appeal/", views.comment_appeal, name="comment-appeal"),
    path("your-data/", your_data.your_data, name="your-data"),
    path("your-data/take/", your_data.take, name="your-data-take"),
    path("your-data/erase/", your_data.forget, name="your-data-erase"),
    path("transparency/", reporting.transparency, name="transparency"),
]
