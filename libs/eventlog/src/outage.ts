/** Reports the start and the end of an outage once each, even if it is detected repeatedly. */
export class Outage {
  private reason: string | null = null;

  /** @param report called with the reason, or with null when the outage is over */
  constructor(private readonly report: (reason: string | null) => void) {}

  began(reason: string): void {
    this.change(reason);
  }
  ended(): void {
    this.change(null);
  }

  private change(reason: string | null): void {
    if (reason === this.reason) return;
    this.reason = reason;
    this.report(reason);
  }
}
