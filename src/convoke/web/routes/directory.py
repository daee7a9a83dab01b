"""Addresses of the directory: designations, invitations, channels."""

from django.urls import URLPattern, URLResolver, path

from ..pages.directory import channels, exchange, invitations, office, people

urlpatterns: list[URLPattern | URLResolver] = [
    path("parties/<slug:code>/people/", people.party_people, name="party-people"),
    path("parties/<slug:code>/people/designate/", people.designate, name="party-designate"),
    path("parties/<slug:code>/people/mandates/<int:pk>/end/", people.end, name="mandate-end"),
    path("parties/<slug:code>/people/mandates/<int:pk>/invite/", invitations.invite, name="mandate-invite"),
    path("parties/<slug:code>/people/persons/<int:pk>/", people.person, name="person-correct"),
    path("parties/<slug:code>/people/scans/<uuid:pk>/", people.scan, name="mandate-scan"),
    path("parties/<slug:code>/people/letters/<int:pk>.pdf", invitations.letter, name="invitation-letter"),
    path("parties/<slug:code>/people/invitations/<int:pk>/revoke/", invitations.revoke, name="invitation-revoke"),
    path("parties/<slug:code>/people/channels/new/", channels.add, name="channel-add"),
    path("parties/<slug:code>/people/channels/<int:pk>/", channels.change, name="channel-change"),
    path("parties/<slug:code>/people/channels/<int:pk>/end/", channels.end, name="channel-end"),
    path("parties/<slug:code>/people/channels/<int:pk>/judge/", channels.judge, name="channel-judge"),
    path("invitation/", invitations.enter, name="invitation"),
    path("directory/", office.directory, name="directory"),
    path("directory/people/", office.people, name="directory-people"),
    path("directory/duplicates/", office.duplicates, name="directory-duplicates"),
    path("directory/merge/", office.merge, name="directory-merge"),
    path("directory/import/", exchange.import_page, name="directory-import"),
    path("directory/import/<uuid:pk>/", exchange.import_result, name="directory-import-result"),
    path("directory/export.<slug:format>", exchange.export, name="directory-export"),
    path("directory/reach.<slug:format>", office.reach_file, name="directory-reach"),
]
