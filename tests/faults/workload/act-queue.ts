/** How the clients treat a complaint: no acts, early acts, or acts around the due times. */
export type Plan = 'neglected' | 'early' | 'around-due';

/** What the clients know of a complaint that one of them lodged. */
export interface Lodged {
  readonly id: string;
  readonly ticket: string;
  readonly accessCode: string;
  readonly plan: Plan;
  /** Null until the coordinator assigns an office. */
  office: string | null;
  /** The number of refused acts. */
  refusals: number;
}

/** A pending act. `at` is real time (`performance.now()`); `due` names the clock whose due time must be read first. */
export interface PendingAct {
  readonly lodged: Lodged;
  readonly at: number;
  readonly due: string | null;
}

/** How early a client takes an act, to wait for its exact time. */
const aheadMs = 250;

/** The pending acts of all complaints, shared by all clients. */
export class ActQueue {
  private readonly waiting = new Map<string, PendingAct[]>();

  add(act: string, one: PendingAct): void {
    let list = this.waiting.get(act);
    if (!list) this.waiting.set(act, (list = []));
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]!.at <= one.at) low = middle + 1;
      else high = middle;
    }
    list.splice(low, 0, one);
  }

  /**
   * Takes the first act that is ready or almost ready. @param leave keep it, so that another client does the same act
   */
  take(act: string, leave: boolean): PendingAct | null {
    const list = this.waiting.get(act);
    const first = list?.[0];
    if (!first || first.at > performance.now() + aheadMs) return null;
    if (!leave) list.shift();
    return first;
  }
}
