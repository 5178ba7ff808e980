"""Real calls by the client that openapi-python-client makes. Started by tests/flows/platform/generated-clients.spec.ts with the address of a running system."""
import sys
import time
import uuid

from tuntas_client import AuthenticatedClient, Client
from tuntas_client.api.complaints import get_complaint, list_complaints
from tuntas_client.api.development import make_dev_token
from tuntas_client.api.intake import lodge_complaint
from tuntas_client.api.routing import verify_complaint
from tuntas_client.api.sla import list_policies, summarize_clocks
from tuntas_client.api.tracking import track_complaint
from tuntas_client.models import (
    Complaint,
    ComplaintList,
    ComplaintLocation,
    DevToken,
    DevTokenRequest,
    DevTokenRequestRole,
    IncompleteVerification,
    IncompleteVerificationMissingItem,
    IncompleteVerificationMissingItemField,
    Location,
    LodgedComplaint,
    Lodging,
    LodgingChannel,
    Person,
    SlaPolicyList,
    SlaSummary,
    Tracking,
)

base_url = sys.argv[1]


def client_for(role: DevTokenRequestRole) -> AuthenticatedClient:
    answer = make_dev_token.sync(client=Client(base_url=base_url), body=DevTokenRequest(role=role))
    assert isinstance(answer, DevToken)
    return AuthenticatedClient(base_url=base_url, token=answer.access_token)


clerk, coordinator = client_for(DevTokenRequestRole.COUNTER_CLERK), client_for(DevTokenRequestRole.COORDINATOR)
lodging = Lodging(
    channel=LodgingChannel.COUNTER,
    counter="MPP-03",
    subject="Jalan berlubang di depan sekolah",
    description="Sudah tiga minggu ada lubang besar di depan sekolah.",
    location=Location(address="Jl. Padat Karya"),
    complainant=Person(name="Siti Rahmah", phone="+6281234567890"),
)
lodged = lodge_complaint.sync(client=clerk, body=lodging, idempotency_key=f"opc-{uuid.uuid4()}")
assert isinstance(lodged, LodgedComplaint), lodged

read = get_complaint.sync(lodged.id, client=coordinator)
assert isinstance(read, Complaint) and read.ticket == lodged.ticket, read
assert isinstance(read.location, ComplaintLocation) and read.location.address == "Jl. Padat Karya"

deadline = time.monotonic() + 60
listed = list_complaints.sync(client=coordinator, ticket=[lodged.ticket])
while isinstance(listed, ComplaintList) and not listed.items and time.monotonic() < deadline:
    listed = list_complaints.sync(client=coordinator, ticket=[lodged.ticket])  # it follows within milliseconds
assert isinstance(listed, ComplaintList) and [item.id for item in listed.items] == [lodged.id], listed

tracked = track_complaint.sync(lodged.ticket, client=clerk, x_access_code=lodged.receipt.access_code)
assert isinstance(tracked, Tracking) and tracked.ticket == lodged.ticket, tracked

missing = IncompleteVerificationMissingItem(field=IncompleteVerificationMissingItemField.INCIDENTAT, note="Kapan terjadinya?")
verified = verify_complaint.sync(lodged.id, client=coordinator, body=IncompleteVerification(complete=False, missing=[missing]))
assert isinstance(verified, Complaint) and verified.status == "awaiting_completion", verified

policies = list_policies.sync(client=coordinator)
assert isinstance(policies, SlaPolicyList) and all(policy.length.ordinary_complaint > 0 for policy in policies.items)
assert isinstance(summarize_clocks.sync(client=coordinator, from_="2026-01-01"), SlaSummary)

assert track_complaint.sync_detailed(lodged.ticket, client=clerk, x_access_code="AAAA-AAAA").status_code == 404
print("called")
