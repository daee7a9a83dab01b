"""Addresses of the office's pages on slots, tables, the arrangement of meetings and schedules, below an edition."""

from django.urls import URLPattern, URLResolver, path

from ..pages.marketplace import arranging, fair, schedule, schedules

edition_patterns: list[URLPattern | URLResolver] = [
    path("marketplace/schedule/", schedules.schedules, name="marketplace-schedule"),
    path("marketplace/schedule/setting/", fair.setting, name="marketplace-fair"),
    path("marketplace/schedule/meetings/", arranging.meetings, name="marketplace-arrangements"),
    path("marketplace/schedule/<int:number>/", schedule.schedule, name="marketplace-schedule-one"),
    path("marketplace/schedule/<int:number>/participants/", schedule.participants,
         name="marketplace-schedule-participants"),
    path("marketplace/schedule/<int:number>/schedule.csv", schedule.as_file, name="marketplace-schedule-file"),
    path("marketplace/meetings/<int:number>/arrange/", arranging.arrange, name="meeting-arrange"),
]
