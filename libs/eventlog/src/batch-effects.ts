import type { Cause } from '@tuntas/contracts';

/** Effects collected by the handlers of one transaction. The flush writes once for each subject. */
export class BatchEffects<Item = never> {
  private readonly causes = new Map<string, Cause>();
  readonly items: Item[] = [];

  /** Marks the subject as changed. The last cause replaces earlier ones. */
  notify(subject: string, cause: Cause): void {
    this.causes.set(subject, cause);
  }
  add(item: Item): void {
    this.items.push(item);
  }

  /** Distinct subjects in id order, the order in which stream rows are locked. */
  get subjects(): string[] {
    return [...this.causes.keys()].sort();
  }
  causeOf(subject: string): Cause {
    return this.causes.get(subject)!;
  }
}
