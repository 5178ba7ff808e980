/**
 * How the city will treat a complaint: nobody acts, everybody acts soon, or each act comes around the instant at which
 * it is due.
 */
export type Plan = 'neglected' | 'early' | 'around-due';

/** What the clients know of a complaint that one of them lodged. */
export interface Lodged {
  readonly id: string;
  readonly ticket: string;
  readonly accessCode: string;
  readonly plan: Plan;
  /** Null while the coordinator must say. */
  office: string | null;
  /** How often an act on it was refused. */
  refusals: number;
}

/**
 * An act that is to be done. `at` is real time (`performance.now()`); `due` names the clock whose due instant must be
 * looked up first.
 */
export interface Waiting {
  readonly lodged: Lodged;
  readonly at: number;
  readonly due: string | null;
}

/** So much before its time a client takes an act and waits for the moment. */
const aheadMs = 250;

/** What is to be done next with which complaint; all clients share it. */
export class Docket {
  private readonly waiting = new Map<string, Waiting[]>();

  file(act: string, one: Waiting): void {
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

  /** The first that is ready or about to be. @param leave another client may do the same */
  take(act: string, leave: boolean): Waiting | null {
    const list = this.waiting.get(act);
    const first = list?.[0];
    if (!first || first.at > performance.now() + aheadMs) return null;
    if (!leave) list!.shift();
    return first;
  }
}
