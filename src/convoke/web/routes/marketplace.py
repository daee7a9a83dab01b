"""Addresses of the marketplace."""

from django.urls import URLPattern, URLResolver, path

from ..pages.marketplace import interests, overview, providers, requests, rooms, setting
from ..remember import remembered
from . import marketplace_after, marketplace_fair, marketplace_meetings

edition_patterns: list[URLPattern | URLResolver] = [
    path("marketplace/", remembered(overview.marketplace), name="marketplace"),
    path("marketplace/setting/", setting.setting, name="marketplace-setting"),
    path("marketplace/requests.csv", overview.as_file, name="requests-file"),
    path("marketplace/requests/new/", requests.new, name="request-new"),
    path("marketplace/requests/<str:code>/", requests.page, name="request"),
    path("marketplace/requests/<str:code>/write/", requests.write, name="request-write"),
    path("marketplace/requests/<str:code>/review/", requests.review, name="request-review"),
    path("marketplace/providers/", providers.providers, name="providers"),
    path("marketplace/providers/<slug:party>/", providers.provider, name="provider"),
    path("marketplace/providers/<slug:party>/write/", providers.write, name="provider-write"),
    path("marketplace/requests/<str:code>/interests/", interests.interests, name="request-interests"),
    path("marketplace/rooms/", rooms.rooms, name="marketplace-rooms"),
    path("marketplace/rooms/<int:number>/", rooms.room, name="marketplace-room"),
    path("marketplace/rooms/<int:number>/files/<uuid:pk>/", rooms.file, name="marketplace-room-file"),
    *marketplace_meetings.edition_patterns,
    *marketplace_after.edition_patterns,
    *marketplace_fair.edition_patterns,
]
"""Below an edition."""
