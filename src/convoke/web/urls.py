"""All addresses: stable, readable, one language prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from . import errors
from .accounts import too_many_attempts
from .pages import (
    accounts,
    desk,
    directory,
    editions,
    jobs,
    outcomes,
    pictures,
    practices,
    programme,
    reports,
    search,
    site,
    themes,
)
from .remember import remembered
from .routes import agenda as agenda_routes
from .routes import bodies as bodies_routes
from .routes import consultation as consultation_routes
from .routes import directory as directory_routes
from .routes import library as library_routes
from .routes import marketplace as marketplace_routes
from .routes import modalities as modalities_routes
from .routes import outreach as outreach_routes
from .routes import teams as teams_routes
from .routes import timetable as timetable_routes

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = too_many_attempts
handler500 = errors.broken

edition_patterns = [
    path("", remembered(editions.edition), name="edition"),
    path("programme/", remembered(programme.programme), name="programme"),
    path("programme/<str:code>/", remembered(programme.session), name="session"),
    path("themes/<slug:code>/", remembered(themes.theme), name="theme"),
    path("subjects/<slug:code>/", remembered(themes.subject), name="subject"),
    path("findings/<str:code>/", remembered(outcomes.finding), name="finding"),
    path("outcomes/", remembered(outcomes.outcomes), name="outcomes"),
    path("outcomes/<str:code>/", remembered(outcomes.outcome), name="outcome"),
    path("outcomes/<str:code>/<slug:party>/", remembered(outcomes.commitment), name="commitment"),
    path("practices/", remembered(practices.practices), name="practices"),
    path("practices/<slug:code>/", remembered(practices.practice), name="practice"),
    path("calendar/", remembered(editions.calendar), name="calendar"),
    path("pictures/thread/<slug:kind>/<str:code>.<slug:format>", pictures.thread, name="thread-file"),
    path("pictures/<slug:name>.<slug:format>", pictures.picture, name="picture"),
    path("report/", reports.report, name="report"),
    path("report/<str:name>", reports.download, name="report-file"),
    path("accent.css", editions.accent, name="edition-accent"),
    path("advance/", editions.advance, name="edition-advance"),
    *agenda_routes.edition_patterns,
    *modalities_routes.edition_patterns,
    *consultation_routes.edition_patterns,
    *library_routes.edition_patterns,
    *teams_routes.edition_patterns,
    *timetable_routes.edition_patterns,
    *marketplace_routes.edition_patterns,
]

urlpatterns = [
    path("", site.root, name="root"),
    path("offline/", site.offline, name="offline"),
    path("sw.js", site.service_worker, name="service-worker"),
    path("schemas/<path:name>", site.data_schema, name="schema"),
    *outreach_routes.machine_patterns,
    path("health/", never_cache(site.health), name="health"),
    *bodies_routes.feed_patterns,
    *i18n_patterns(
        path("", remembered(site.home), name="home"),
        path("parties/", remembered(directory.parties), name="parties"),
        path("parties/<slug:code>/", remembered(directory.party), name="party"),
        *directory_routes.urlpatterns,
        *bodies_routes.urlpatterns,
        *outreach_routes.urlpatterns,
        *modalities_routes.urlpatterns,
        path("search/", search.search, name="search"),
        path("desk/", desk.desk, name="desk"),
        path("settings/", accounts.settings_page, name="settings"),
        path("jobs/", jobs.jobs, name="jobs"),
        path("jobs/load/", jobs.load, name="job-load"),
        path("jobs/<uuid:pk>/", jobs.job, name="job"),
        path("jobs/<uuid:pk>/file/", jobs.result, name="job-result"),
        path("jobs/<uuid:pk>/stop/", jobs.stop, name="job-stop"),
        path("styleguide/", site.styleguide, name="styleguide"),
        path("demonstration/", site.demonstration, name="demonstration"),
        re_path(r"^account/(?:email|confirm-email)/", RedirectView.as_view(pattern_name="settings")),
        path("account/", include("allauth.urls")),
        path("<slug:edition>/", include(edition_patterns)),
        prefix_default_language=True,
    ),
]
