"""Real calls by the client that openapi-generator makes for Python. Started by tests/flows/platform/generated-clients.spec.ts with the address of a running system."""
import sys
import time
import uuid

import openapi_client as tuntas

host = sys.argv[1]


def client_for(role: str) -> tuntas.ApiClient:
    plain = tuntas.ApiClient(tuntas.Configuration(host=host))
    token = tuntas.DevelopmentApi(plain).make_dev_token(tuntas.DevTokenRequest(role=role)).access_token
    return tuntas.ApiClient(tuntas.Configuration(host=host, access_token=token))


clerk, coordinator = client_for("counter_clerk"), client_for("coordinator")
lodged = tuntas.IntakeApi(clerk).lodge_complaint(
    tuntas.Lodging(
        channel="counter",
        counter="MPP-03",
        subject="Jalan berlubang di depan sekolah",
        description="Sudah tiga minggu ada lubang besar di depan sekolah.",
        location=tuntas.Location(address="Jl. Padat Karya"),
        complainant=tuntas.Person(name="Siti Rahmah", phone="+6281234567890"),
    ),
    idempotency_key=f"python-{uuid.uuid4()}",
)
complaints = tuntas.ComplaintsApi(coordinator)
read = complaints.get_complaint(lodged.id)
assert read.ticket == lodged.ticket
assert read.location is not None and read.location.address == "Jl. Padat Karya"

deadline = time.monotonic() + 60
while not (listed := complaints.list_complaints(ticket=[lodged.ticket], breached=False)).items:
    assert time.monotonic() < deadline  # a list follows within milliseconds
assert [item.id for item in listed.items] == [lodged.id]

tracking = tuntas.TrackingApi(clerk)
assert tracking.track_complaint(lodged.ticket, x_access_code=lodged.receipt.access_code).ticket == lodged.ticket

missing = tuntas.IncompleteVerificationMissingInner(field="incidentAt", note="Kapan terjadinya?")
verified = tuntas.RoutingApi(coordinator).verify_complaint(
    lodged.id, tuntas.Verification(tuntas.IncompleteVerification(complete=False, missing=[missing]))
)
assert verified.status == "awaiting_completion"

sla = tuntas.SLAApi(coordinator)
assert all(policy.length.ordinary_complaint > 0 for policy in sla.list_policies().items)
sla.summarize_clocks(var_from="2026-01-01")

try:
    tracking.track_complaint(lodged.ticket, x_access_code="AAAA-AAAA")
    raise AssertionError("a wrong code was taken")
except tuntas.ApiException as refused:
    assert refused.status == 404
print("called")
