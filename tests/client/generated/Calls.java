import java.util.List;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ComplaintsApi;
import org.openapitools.client.api.DevelopmentApi;
import org.openapitools.client.api.IntakeApi;
import org.openapitools.client.api.RoutingApi;
import org.openapitools.client.api.SlaApi;
import org.openapitools.client.api.TrackingApi;
import org.openapitools.client.model.*;

/** Real calls by the client that openapi-generator makes for Java, library `native`. Started by tests/flows/platform/generated-clients.spec.ts with the address of a running system. */
public class Calls {
  private static ApiClient as(String url, DevTokenRequest.RoleEnum role) throws ApiException {
    ApiClient plain = new ApiClient();
    plain.updateBaseUri(url);
    String token = new DevelopmentApi(plain).makeDevToken(new DevTokenRequest().role(role)).getAccessToken();
    ApiClient client = new ApiClient();
    client.updateBaseUri(url);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return client;
  }

  private static Tracking track(ApiClient client, String ticket, String code) throws ApiException {
    return new TrackingApi(client).trackComplaint(TrackingApi.APITrackComplaintRequest.newBuilder().ticket(ticket).xAccessCode(code).build());
  }

  private static void expect(boolean holds, String what) {
    if (!holds) throw new IllegalStateException("not as expected: " + what);
  }

  public static void main(String[] arguments) throws ApiException {
    String url = arguments[0];
    ApiClient clerk = as(url, DevTokenRequest.RoleEnum.COUNTER_CLERK);
    ApiClient coordinator = as(url, DevTokenRequest.RoleEnum.COORDINATOR);

    LodgedComplaint lodged = new IntakeApi(clerk).lodgeComplaint(IntakeApi.APILodgeComplaintRequest.newBuilder().idempotencyKey("java-" + UUID.randomUUID()).lodging(new Lodging()
      .channel(Lodging.ChannelEnum.COUNTER).counter("MPP-03")
      .subject("Jalan berlubang di depan sekolah").description("Sudah tiga minggu ada lubang besar di depan sekolah.")
      .location(new Location().address("Jl. Padat Karya"))
      .complainant(new Person().name("Siti Rahmah").phone("+6281234567890"))).build());
    ComplaintsApi complaints = new ComplaintsApi(coordinator);
    Complaint read = complaints.getComplaint(ComplaintsApi.APIGetComplaintRequest.newBuilder().id(lodged.getId()).build());
    expect(read.getTicket().equals(lodged.getTicket()) && read.getLocation().getAddress().equals("Jl. Padat Karya"), "the complaint that was lodged");

    // A list follows within milliseconds.
    ComplaintList listed;
    long deadline = System.nanoTime() + 60_000_000_000L;
    do listed = complaints.listComplaints(ComplaintsApi.APIListComplaintsRequest.newBuilder().ticket(List.of(lodged.getTicket())).breached(false).build());
    while (listed.getItems().isEmpty() && System.nanoTime() < deadline);
    expect(listed.getItems().size() == 1 && listed.getItems().get(0).getId().equals(lodged.getId()), "a list of one");

    Tracking tracked = track(clerk, lodged.getTicket(), lodged.getReceipt().getAccessCode());
    expect(tracked.getTicket().equals(lodged.getTicket()), "the complaint that was tracked");

    Complaint verified = new RoutingApi(coordinator).verifyComplaint(RoutingApi.APIVerifyComplaintRequest.newBuilder().id(lodged.getId()).verification(new Verification(new IncompleteVerification().complete(false)
      .missing(List.of(new IncompleteVerificationMissingInner().field(IncompleteVerificationMissingInner.FieldEnum.INCIDENT_AT).note("Kapan terjadinya?"))))).build());
    expect(verified.getStatus() == Complaint.StatusEnum.AWAITING_COMPLETION, "a complaint that waits for its completion");

    SlaPolicyList policies = new SlaApi(coordinator).listPolicies(SlaApi.APIListPoliciesRequest.newBuilder().build());
    expect(policies.getItems().stream().allMatch(policy -> policy.getLength().getOrdinaryComplaint() > 0), "policies with a length for each class");
    expect(new SlaApi(coordinator).listCalendars(SlaApi.APIListCalendarsRequest.newBuilder().build()).getItems().get(0).getWeek().get1() != null, "office hours of a Monday");

    try {
      track(clerk, lodged.getTicket(), "AAAA-AAAA");
      expect(false, "a wrong code to be refused");
    } catch (ApiException refused) {
      expect(refused.getCode() == 404, "404 for a wrong code");
    }
    System.out.println("called");
  }
}
