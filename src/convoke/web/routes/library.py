"""Addresses of papers, below an edition: the page of a document is its permanent public address."""

from django.urls import URLPattern, URLResolver, path

from ..pages.library import (
    bringing,
    commenting,
    comparing,
    documents,
    earlier,
    handing,
    listing,
    one,
    publishing,
    translating,
    writing,
)
from ..remember import remembered

edition_patterns: list[URLPattern | URLResolver] = [
    path("documents/", remembered(listing.documents), name="documents"),
    path("documents/new/", documents.new, name="document-new"),
    path("documents/<str:code>/", remembered(one.document), name="document"),
    path("documents/<str:code>/change/", documents.change, name="document-change"),
    path("documents/<str:code>/begin/", publishing.begin, name="document-begin"),
    path("documents/<str:code>/audience/", publishing.audience, name="document-audience"),
    path("documents/<str:code>/compare/", comparing.compare, name="document-compare"),
    path("documents/<str:code>/v<int:number>/", remembered(one.version), name="document-version"),
    path("documents/<str:code>/v<int:number>/files/<uuid:pk>/", one.rendition, name="document-file"),
    path("documents/<str:code>/v<int:number>/write/", writing.write, name="document-write"),
    path("documents/<str:code>/v<int:number>/write/<slug:key>/", earlier.history, name="document-paragraph"),
    path("documents/<str:code>/v<int:number>/aside/", earlier.aside, name="document-aside"),
    path("documents/<str:code>/v<int:number>/take-over/", bringing.bring, name="document-bring"),
    path(
        "documents/<str:code>/v<int:number>/translate/<slug:language>/", translating.translate,
        name="document-translate",
    ),
    path("documents/<str:code>/v<int:number>/comments/", commenting.comments, name="document-comments"),
    path(
        "documents/<str:code>/v<int:number>/comments.<slug:format>", commenting.as_table, name="document-comments-file"
    ),
    path("documents/<str:code>/v<int:number>/publish/", publishing.publish, name="document-publish"),
    path("documents/<str:code>/v<int:number>/hand-in/", handing.hand_in, name="document-hand-in"),
]
