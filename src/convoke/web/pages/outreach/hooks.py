"""What other machines report: messages that came back."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from convoke.core.actors import system
from convoke.outreach.bounces import UnreadablePayload, is_signed, reports_of
from convoke.outreach.operations.bounces import take_report


@csrf_exempt  # the signature proves who sends
@require_POST
def bounces(request: HttpRequest) -> HttpResponse:
    """Takes in what a mail service reports, signed with the secret of the settings; 404 where there is none."""
    secret = settings.CONVOKE_BOUNCE_SECRET
    if not secret:
        raise Http404
    body = request.body
    if not is_signed(body, request.headers.get("X-Convoke-Signature", ""), secret):
        return JsonResponse(
            {"error": "Accepted: the header X-Convoke-Signature: sha256=… with the HMAC of the body."}, status=401
        )
    try:
        reports = reports_of(body)
    except UnreadablePayload as error:
        return JsonResponse({"error": str(error)}, status=400)
    actor = system("bounces")
    return JsonResponse({"marked": sum(take_report(actor=actor, report=report) for report in reports)})
