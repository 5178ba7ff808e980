import type { Attempt, ClockRow, ComplaintRow, EscalationRow, Evidence, LogEntry } from '../lab/model.js';

/** Mutable evidence, which a spec can corrupt. */
type Open<T> = T extends Date
  ? T
  : T extends readonly (infer One)[]
    ? Open<One>[]
    : T extends object
      ? { -readonly [K in keyof T]: Open<T[K]> }
      : T;
export type OpenEvidence = Open<Evidence>;

const day = (n: number, hour = 0): Date => new Date(Date.UTC(2026, 2, n, hour));
export const rate = 1_000;
/** Converts an instant to milliseconds since the start of the run. */
const ran = (at: Date): number => (at.getTime() - day(2).getTime()) / rate;

/**
 * Evidence of a run without faults: `neglected` escalates to the Ombudsman, `answered` gets a response in time and is
 * confirmed, `queued` escalates to the coordinator.
 */
export const cleanEvidence = (): OpenEvidence => {
  const published: Pick<LogEntry, 'source' | 'subject' | 'type' | 'time' | 'data'>[] = [];
  const publish = (
    source: string,
    subject: string,
    type: string,
    time: Date,
    data: Record<string, unknown> = {},
  ): void => {
    published.push({ source, subject, type, time, data });
  };
  const attempts: Attempt[] = [];
  const attempt = (key: string, act: string, complaintId: string, at: Date, answered: Attempt['answered']): void => {
    attempts.push({
      key,
      client: 1,
      act,
      complaintId: act === 'lodge' ? null : complaintId,
      beganAt: ran(at) - 5,
      endedAt: ran(at) + 5,
      outcome: 'ok',
      status: act === 'lodge' ? 201 : 200,
      answered,
    });
  };
  const fact = (act: string, at: Date, status: string, office: string | null = 'PUPR') => ({
    act,
    at,
    cycle: 1,
    status,
    office,
  });

  const complaints: ComplaintRow[] = [
    {
      id: 'neglected',
      key: 'key-1-1',
      version: 2,
      sequence: 3,
      status: 'assigned',
      office: 'PUPR',
      cycle: 1,
      lodgedAt: day(2),
      consent: true,
      ruled: true,
      facts: [fact('lodge', day(2), 'received', null), fact('assign', day(2, 1), 'assigned')],
      keys: ['key-1-1'],
    },
    {
      id: 'answered',
      key: 'key-1-2',
      version: 6,
      sequence: 7,
      status: 'closed',
      office: 'PUPR',
      cycle: 1,
      lodgedAt: day(2),
      consent: false,
      ruled: true,
      facts: [
        fact('lodge', day(2), 'received', null),
        fact('assign', day(2, 1), 'assigned'),
        fact('accept', day(3), 'in_progress'),
        fact('respond', day(4), 'in_progress'),
        fact('resolve', day(5), 'resolved'),
        fact('confirm', day(6), 'closed'),
      ],
      keys: ['key-1-2', 'key-1-3', 'key-1-4', 'key-1-5'],
    },
    {
      id: 'queued',
      key: 'key-1-7',
      version: 1,
      sequence: 1,
      status: 'received',
      office: null,
      cycle: 1,
      lodgedAt: day(3),
      consent: false,
      ruled: false,
      facts: [fact('lodge', day(3), 'received', null)],
      keys: ['key-1-7'],
    },
  ];
  for (const { id, key, lodgedAt } of complaints) {
    attempt(key!, 'lodge', id, lodgedAt, { id, version: 1 });
    publish('complaints', id, 'complaint.lodged.v1', lodgedAt);
  }
  for (const id of ['neglected', 'answered'])
    for (const type of ['complaint.verified.v1', 'complaint.assigned.v1']) publish('complaints', id, type, day(2, 1));
  for (const [i, [act, type]] of (
    [
      ['accept', 'accepted'],
      ['respond', 'responded'],
      ['resolve', 'resolved'],
      ['confirm', 'confirmed'],
    ] as const
  ).entries()) {
    attempt(
      `key-1-${i + 3}`,
      act,
      'answered',
      day(3 + i),
      act === 'confirm' ? null : { id: 'answered', version: i + 3 },
    );
    publish('complaints', 'answered', `complaint.${type}.v1`, day(3 + i));
  }

  const clocks: ClockRow[] = [];
  const clock = (
    complaintId: string,
    name: string,
    startedAt: Date,
    dueAt: Date,
    more: Partial<ClockRow>,
  ): ClockRow => {
    const row: ClockRow = {
      id: `${name} of ${complaintId}`,
      complaintId,
      name,
      cycle: 1,
      status: 'running',
      maxLevel: 3,
      escalationId: null,
      startedAt,
      dueAt,
      metAt: null,
      breachedAt: null,
      ...more,
    };
    clocks.push(row);
    publish('sla', complaintId, 'clock.started.v1', startedAt);
    for (const percent of row.maxLevel > 0 && row.escalationId === null ? [50, 75, 90] : []) {
      const at = new Date(startedAt.getTime() + ((dueAt.getTime() - startedAt.getTime()) * percent) / 100);
      if (row.metAt === null || at < row.metAt)
        publish('sla', complaintId, 'clock.warned.v1', new Date(at.getTime() + rate), {
          clockId: row.id,
          name,
          percent,
          at: at.toISOString(),
          dueAt: dueAt.toISOString(),
        });
    }
    if (row.breachedAt)
      publish('sla', complaintId, 'clock.breached.v1', new Date(row.breachedAt.getTime() + 100 * rate), {
        clockId: row.id,
        name,
        dueAt: dueAt.toISOString(),
      });
    return row;
  };
  const escalations: EscalationRow[] = [];
  const raise = (root: ClockRow, level: number, raisedAt: Date): EscalationRow => {
    const row: EscalationRow = {
      id: `level ${level} of ${root.id}`,
      complaintId: root.complaintId,
      key: root.id,
      clockId: root.id,
      clock: root.name,
      level,
      cycle: 1,
      status: 'open',
      raisedAt,
      nextLevel: level < 3 ? level + 1 : null,
      endedAt: null,
    };
    escalations.push(row);
    publish('escalation', row.complaintId, 'escalation.raised.v1', raisedAt, {
      escalationId: row.id,
      clockId: root.id,
      level,
      cycle: 1,
    });
    return row;
  };
  clock('answered', 'first_response', day(2), day(5), { status: 'met', metAt: day(4) });
  clock('answered', 'resolution', day(2), day(20), { status: 'met', metAt: day(5) });
  const root = clock('neglected', 'resolution', day(2), day(20), { status: 'breached', breachedAt: day(20) });
  const first = raise(root, 1, day(20, 1));
  clock('neglected', 'ladder', day(20, 1), day(23), {
    id: 'first rung',
    status: 'breached',
    breachedAt: day(23),
    escalationId: first.id,
  });
  const second = raise(root, 2, day(23, 1));
  clock('neglected', 'ladder', day(23, 1), day(28), {
    id: 'second rung',
    status: 'breached',
    breachedAt: day(28),
    escalationId: second.id,
  });
  const third = raise(root, 3, day(28, 1));
  publish('ombudsman', 'neglected', 'case.opened.v1', day(28, 2), { escalationId: third.id });
  clock('neglected', 'decision', day(2, 1), day(29), { status: 'breached', breachedAt: day(29), maxLevel: 0 });
  const queued = clock('queued', 'verification', day(3), day(6), {
    status: 'breached',
    breachedAt: day(6),
    maxLevel: 2,
  });
  const toCoordinator = raise(queued, 1, day(6, 1));
  attempt('key-1-8', 'acknowledge', 'queued', day(6, 2), { id: toCoordinator.id, version: 0 });
  publish('escalation', 'queued', 'escalation.acknowledged.v1', day(6, 2), { escalationId: toCoordinator.id });
  clock('queued', 'ladder', day(6, 1), day(40), { id: 'rung of queued', escalationId: toCoordinator.id });

  const log = numbered(published);
  return structuredClone({
    attempts,
    complaints,
    log,
    clocks,
    escalations,
    rate,
    settled: day(30),
    struck: [],
    poisoned: [],
    audit: log.map(({ source, subject, sequence, type }) => ({ source, subject, sequence, type })),
    cases: [{ id: 'case', complaintId: 'neglected' }],
    inbox: [],
    outbox: 0,
    lag: [{ consumer: 'sla', behind: 0 }],
    parked: [],
    gaps: [],
    overdue: 0,
  } satisfies Evidence) as unknown as OpenEvidence;
};

const numbered = (
  published: readonly Pick<LogEntry, 'source' | 'subject' | 'type' | 'time' | 'data'>[],
): LogEntry[] => {
  const numbers = new Map<string, number>();
  return [...published]
    .sort((a, b) => a.time.getTime() - b.time.getTime())
    .map((event, i) => {
      const stream = `${event.source}-${event.subject}`;
      const sequence = (numbers.get(stream) ?? 0) + 1;
      numbers.set(stream, sequence);
      return { partition: 0, offset: i + 1, id: `${stream}-${sequence}`, sequence, ...event };
    });
};
