import type { Client } from 'pg';
import type { Fault, Random, SystemUnderTest } from '../lab/model.js';
import { asAdmin } from './admin.js';
import { nothingToHeal } from './signal.js';

const eventsAtMost = 5;
const known = 'complaint.accepted.v1';
const data = '{"cycle":1,"texts":[],"office":"PUPR"}';

interface InjectedEvent {
  readonly id: string;
  readonly subject: string;
  readonly sequence: number;
  readonly source: string;
  readonly type: string;
}
const envelope = ({ id, subject, sequence, source, type }: InjectedEvent): string =>
  JSON.stringify({
    specversion: '1.0',
    id,
    type,
    source,
    subject,
    time: '2026-03-17T01:00:00.000Z',
    datacontenttype: 'application/json',
    sequence,
    correlationid: id,
    causationid: id,
    actorrole: 'system',
    actorref: 'nemesis',
  });

interface Kind {
  readonly what: string;
  readonly source?: string;
  readonly type?: string;
  readonly envelope?: string;
  readonly data?: string;
}
/** Events that no consumer can handle, that the relay rejects, or that have no complaint. */
const kinds: readonly Kind[] = [
  { what: 'not JSON', data: '{"cycle":' },
  { what: 'with data that contradict their schema', data: '{"cycle":"1","texts":[]}' },
  { what: 'with an envelope that is not JSON', envelope: '{"specversion":"1.' },
  { what: 'of an unknown type', type: 'complaint.bewitched.v1' },
  { what: 'of a complaint that does not exist' },
  { what: 'from the wrong source', source: 'escalation' },
];
const valid: Kind = { what: 'sound' };

/** Inserts events into the outbox, two for each subject: the second one is valid and must wait behind the first. */
class Poison implements Fault {
  readonly name = 'poison';
  private readonly injected = new Set<string>();

  /** The subjects of all injected events; no complaint has them. */
  get subjects(): readonly string[] {
    return [...this.injected];
  }

  async strike(system: SystemUnderTest, random: Random) {
    const chosen = Array.from({ length: random.between(1, eventsAtMost) }, () => random.pick(kinds));
    await asAdmin(system, async admin => {
      for (const kind of chosen) {
        const subject = uuidFrom(random);
        this.injected.add(subject); // before the insert, since the connection may break after the commit
        await inject(admin, kind, subject, 1, uuidFrom(random));
        await inject(admin, valid, subject, kind.source ? 1 : 2, uuidFrom(random));
      }
    });
    return { target: `the outbox: events ${chosen.map(({ what }) => what).join(', ')}`, heal: nothingToHeal };
  }
}
export const poison = new Poison();

const inject = async (
  admin: Client,
  { source = 'complaints', type = known, ...kind }: Kind,
  subject: string,
  sequence: number,
  id: string,
): Promise<void> => {
  await admin.query(
    `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      source,
      subject,
      sequence,
      type,
      kind.envelope ?? envelope({ id, subject, sequence, source, type }),
      kind.data ?? data,
    ],
  );
};

const uuidFrom = (random: Random): string => {
  const hex = Array.from({ length: 32 }, (_, i) =>
    (i === 12 ? 4 : i === 16 ? random.between(8, 11) : random.between(0, 15)).toString(16),
  ).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
