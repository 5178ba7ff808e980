import type { Cause } from '@tuntas/contracts';

/** What the handlers of one transaction have collected; the flush writes once for each subject. */
export class BatchEffects<Item = never> {
  private readonly causes = new Map<string, Cause>();
  readonly items: Item[] = [];

  /** Something happened to this subject; the last cause stands for all. */
  notify(subject: string, cause: Cause): void {
    this.causes.set(subject, cause);
  }
  add(item: Item): void {
    this.items.push(item);
  }

  /** Distinct, in id order, which is the order in which heads are locked. */
  get subjects(): string[] {
    return [...this.causes.keys()].sort();
  }
  causeOf(subject: string): Cause {
    return this.causes.get(subject)!;
  }
}
