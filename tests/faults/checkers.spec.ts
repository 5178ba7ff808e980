import { checkers } from './checkers/index.js';
import { cleanEvidence, rate, type OpenEvidence } from './checkers/clean-evidence.js';
import { checkerNames, type CheckerName, type Evidence } from './lab/model.js';

const firing = (evidence: OpenEvidence): CheckerName[] =>
  checkers.filter(checker => checker.check(evidence as Evidence).length > 0).map(({ name }) => name);
const corrupted = (corrupt: (evidence: OpenEvidence) => void): OpenEvidence => {
  const evidence = cleanEvidence();
  corrupt(evidence);
  return evidence;
};
const complaint = (evidence: OpenEvidence, id: string) => evidence.complaints.find(each => each.id === id)!;
const attempt = (evidence: OpenEvidence, act: string) => evidence.attempts.find(each => each.act === act)!;
const clock = (evidence: OpenEvidence, id: string) => evidence.clocks.find(each => each.id === id)!;
const lastBreach = (evidence: OpenEvidence) => evidence.log.findLast(({ type }) => type === 'clock.breached.v1')!;
const published = (evidence: OpenEvidence, type: string, subject: string) =>
  evidence.log.find(each => each.type === type && each.subject === subject)!;
/** Removes an event from the log and from audit, as if it had never been decided. */
const unpublish = (evidence: OpenEvidence, source: string, subject: string, sequence: number): void => {
  const isOther = (each: { source: string; subject: string; sequence: number }) =>
    each.source !== source || each.subject !== subject || each.sequence !== sequence;
  evidence.log = evidence.log.filter(isOther);
  evidence.audit = evidence.audit.filter(isOther);
};
const publishAgain = (evidence: OpenEvidence, type: string, subject: string): void => {
  const event = published(evidence, type, subject);
  const sequence = evidence.log.filter(each => each.source === event.source && each.subject === subject).length + 1;
  evidence.log.push({
    ...event,
    id: 'again',
    sequence,
    time: evidence.log.at(-1)!.time,
    offset: evidence.log.length + 1,
  });
  evidence.audit.push({ source: event.source, subject, sequence, type });
};

describe('fault lab checkers', () => {
  it('are complete, and find nothing in a clean run', () => {
    expect(checkers.map(({ name }) => name)).toEqual(
      checkerNames.toSorted(
        (a, b) => checkers.findIndex(each => each.name === a) - checkers.findIndex(each => each.name === b),
      ),
    );
    expect(firing(cleanEvidence())).toEqual([]);
  });

  it('accept redeliveries, poison events, unknown outcomes and refusals without effect', () => {
    expect(
      firing(
        corrupted(evidence => {
          evidence.log.push(...structuredClone(evidence.log.slice(3, 9).reverse()));
          evidence.log.push({
            ...evidence.log[0]!,
            id: 'poison',
            subject: 'injected',
            sequence: 7,
            time: new Date(Number.NaN),
          });
          evidence.poisoned = ['injected'];
          evidence.parked.push({ consumer: 'sla', subject: 'injected', eventId: 'poison', type: 'unknown.type.v1' });
          attempt(evidence, 'respond').outcome = 'unknown';
          evidence.attempts.push({ ...attempt(evidence, 'lodge'), key: 'key-2-1', outcome: 'unknown', answered: null });
          evidence.attempts.push({
            ...attempt(evidence, 'respond'),
            key: 'key-2-2',
            outcome: 'fail',
            status: 409,
            answered: null,
          });
        }),
      ),
    ).toEqual([]);
  });

  const bugs: readonly (readonly [checker: CheckerName, bug: string, spoil: (evidence: OpenEvidence) => void])[] = [
    [
      'lost',
      'a lodging with response 201 is missing',
      e => {
        attempt(e, 'lodge').answered!.id = 'elsewhere';
      },
    ],
    [
      'lost',
      'an acknowledged act is not in the history',
      e => {
        e.attempts.push({ ...attempt(e, 'confirm'), key: 'key-2-1', complaintId: 'neglected' });
      },
    ],
    [
      'lost',
      'a submitted text is missing',
      e => {
        complaint(e, 'answered').keys = ['key-1-2', 'key-1-3', 'key-1-5'];
        complaint(e, 'answered').facts.splice(3, 1);
      },
    ],
    [
      'lost',
      'the returned version was not stored',
      e => {
        attempt(e, 'resolve').answered!.version = 7;
      },
    ],
    [
      'lost',
      'the event of an acknowledgement was not published',
      e => {
        unpublish(e, 'escalation', 'queued', 2);
      },
    ],

    [
      'phantom',
      'a complaint has no lodging',
      e => {
        e.attempts = e.attempts.filter(each => each.key !== 'key-1-7');
      },
    ],
    [
      'phantom',
      'a refused act had an effect',
      e => {
        attempt(e, 'respond').outcome = 'fail';
      },
    ],
    [
      'phantom',
      'a text contains an unknown key',
      e => {
        complaint(e, 'neglected').keys.push('key-9-9');
      },
    ],
    [
      'phantom',
      'a refused act without texts had an effect',
      e => {
        attempt(e, 'confirm').outcome = 'fail';
      },
    ],
    [
      'phantom',
      'the log has events of an unknown complaint',
      e => {
        e.log.push({ ...e.log[0]!, id: 'stranger', subject: 'stranger' });
        e.audit.push({ ...e.audit[0]!, subject: 'stranger' });
      },
    ],

    [
      'duplicate-effect',
      'one key lodged two complaints',
      e => {
        e.complaints.push({ ...structuredClone(complaint(e, 'queued')), id: 'twin' });
        e.log.push({ ...published(e, 'complaint.lodged.v1', 'queued'), id: 'twin', subject: 'twin' });
        e.audit.push({ source: 'complaints', subject: 'twin', sequence: 1, type: 'complaint.lodged.v1' });
      },
    ],
    [
      'duplicate-effect',
      'a response was stored twice',
      e => {
        complaint(e, 'answered').keys.push('key-1-4');
      },
    ],
    [
      'duplicate-effect',
      'an act is in the history twice',
      e => {
        const { facts } = complaint(e, 'answered');
        facts.splice(4, 0, facts[3]!);
      },
    ],
    [
      'duplicate-effect',
      'two events have one sequence number',
      e => {
        e.log.push({ ...e.log[2]!, id: 'other' });
      },
    ],
    [
      'duplicate-effect',
      'a warning is published twice',
      e => {
        publishAgain(e, 'clock.warned.v1', 'neglected');
      },
    ],
    [
      'duplicate-effect',
      'audit lacks an event',
      e => {
        e.audit.pop();
      },
    ],
    [
      'duplicate-effect',
      'audit has an event twice',
      e => {
        e.audit.push({ ...e.audit[1]! });
      },
    ],
    [
      'duplicate-effect',
      'audit has a different event than the log',
      e => {
        e.audit[1]!.type = 'complaint.withdrawn.v1';
      },
    ],

    [
      'gap',
      'a sequence number is missing in a stream',
      e => {
        unpublish(e, 'sla', 'answered', 1);
      },
    ],
    [
      'gap',
      'the last events of a complaint were not published',
      e => {
        unpublish(e, 'complaints', 'answered', 7);
      },
    ],
    [
      'gap',
      'audit reports a gap',
      e => {
        e.gaps.push({ source: 'sla', subject: 'answered' });
      },
    ],

    [
      'nonmonotonic',
      'a stream is out of order',
      e => {
        e.log.push(e.log.splice(e.log.indexOf(published(e, 'complaint.accepted.v1', 'answered')), 1)[0]!);
      },
    ],
    [
      'nonmonotonic',
      'a later event has an earlier time',
      e => {
        published(e, 'complaint.confirmed.v1', 'answered').time = new Date('2026-03-02T12:00:00Z');
      },
    ],
    [
      'nonmonotonic',
      'an escalation has an earlier time after business time was stepped back',
      e => {
        e.struck = [{ fault: 'clock', target: 'the database', beganAt: 0, healedAt: 0 }];
        published(e, 'escalation.acknowledged.v1', 'queued').time = new Date('2026-03-06T00:00:00Z');
      },
    ],
    [
      'nonmonotonic',
      'a history goes back in time',
      e => {
        complaint(e, 'answered').facts.find(({ act }) => act === 'confirm')!.at = new Date('2026-03-04T12:00:00Z');
      },
    ],

    [
      'early-breach',
      'a row is breached before it is due',
      e => {
        clock(e, 'resolution of neglected').breachedAt = new Date('2026-03-19T23:59:59.999Z');
      },
    ],
    [
      'early-breach',
      'a warning is early',
      e => {
        const { data } = published(e, 'clock.warned.v1', 'neglected');
        data['at'] = '2026-03-28T00:00:00.000Z';
      },
    ],
    [
      'early-breach',
      'a breach is published before it is due',
      e => {
        published(e, 'clock.breached.v1', 'queued').time = new Date('2026-03-05T23:59:59.999Z');
      },
    ],

    [
      'false-breach',
      'a duty was met in time',
      e => {
        complaint(e, 'queued').facts.push({
          act: 'verify',
          at: new Date('2026-03-05T23:59:59.999Z'),
          cycle: 1,
          status: 'received',
          office: null,
        });
      },
    ],
    [
      'false-breach',
      'a warning follows a fulfilled duty',
      e => {
        complaint(e, 'answered').facts.find(({ act }) => act === 'respond')!.at = new Date('2026-03-03T11:59:59.999Z');
      },
    ],
    [
      'false-breach',
      'the complaint was closed before',
      e => {
        e.clocks.push({
          ...clock(e, 'resolution of answered'),
          id: 'late',
          status: 'breached',
          startedAt: new Date('2026-03-06T00:00:00Z'),
          breachedAt: new Date('2026-03-20T00:00:00Z'),
          maxLevel: 0,
        });
      },
    ],
    [
      'false-breach',
      'a ladder clock is breached although the duty was met',
      e => {
        e.clocks = e.clocks.filter(({ id }) => id !== 'rung of queued');
        e.clocks.push({
          ...clock(e, 'resolution of answered'),
          id: 'root',
          status: 'breached',
          maxLevel: 1,
          dueAt: new Date('2026-03-04T23:00:00Z'),
          breachedAt: new Date('2026-03-04T23:00:00Z'),
        });
        e.escalations.push({ ...e.escalations[0]!, id: 'rung', complaintId: 'answered', key: 'root', clockId: 'root' });
        e.clocks.push({ ...clock(e, 'first rung'), id: 'ladder', complaintId: 'answered', escalationId: 'rung' });
      },
    ],
    [
      'false-breach',
      'an escalation has no breach',
      e => {
        e.escalations.push({
          ...e.escalations[0]!,
          id: 'groundless',
          complaintId: 'answered',
          key: 'resolution of answered',
          clockId: 'resolution of answered',
        });
      },
    ],
    [
      'false-breach',
      'a published breach was revoked',
      e => {
        clock(e, 'decision of neglected').breachedAt = null;
      },
    ],
    [
      'false-breach',
      'a complaint was referred without consent',
      e => {
        complaint(e, 'neglected').consent = false;
      },
    ],

    [
      'late-breach',
      'a breach is published a minute late',
      e => {
        const breach = lastBreach(e);
        breach.time = new Date(breach.time.getTime() + 60_000 * rate);
      },
    ],

    [
      'double-escalation',
      'a level was raised twice',
      e => {
        e.escalations.push({ ...e.escalations[0]!, id: 'double' });
      },
    ],
    [
      'double-escalation',
      'a level is published twice',
      e => {
        publishAgain(e, 'escalation.raised.v1', 'neglected');
      },
    ],
    [
      'double-escalation',
      'a complaint has two cases',
      e => {
        e.cases.push({ id: 'second', complaintId: 'neglected' });
      },
    ],
    [
      'double-escalation',
      'a case is opened twice',
      e => {
        publishAgain(e, 'case.opened.v1', 'neglected');
      },
    ],

    [
      'missing-escalation',
      'a breach did not escalate',
      e => {
        e.escalations = e.escalations.filter(({ complaintId }) => complaintId !== 'queued');
      },
    ],
    [
      'missing-escalation',
      'a ladder clock did not escalate',
      e => {
        e.escalations = e.escalations.filter(({ level }) => level !== 3);
      },
    ],
    [
      'missing-escalation',
      'a referral has no case',
      e => {
        e.cases = [];
      },
    ],

    [
      'orphan-outbox',
      'an event was not published',
      e => {
        e.outbox = 1;
      },
    ],

    [
      'stuck',
      'a consumer is behind',
      e => {
        e.lag[0]!.behind = 1;
      },
    ],
    [
      'stuck',
      'an event of a real complaint is parked',
      e => {
        e.parked.push({ consumer: 'sla', subject: 'queued', eventId: 'x', type: 'complaint.lodged.v1' });
      },
    ],
    [
      'stuck',
      'an overdue clock is still running',
      e => {
        e.overdue = 1;
      },
    ],
    [
      'stuck',
      'an assigned complaint has no office',
      e => {
        complaint(e, 'neglected').office = null;
      },
    ],
    [
      'stuck',
      'a complaint waits although a rule assigns it',
      e => {
        complaint(e, 'queued').ruled = true;
      },
    ],
  ];
  it.each(bugs)('%s is the only checker that reports a finding if %s', (checker, _bug, corrupt) => {
    expect(firing(corrupted(corrupt))).toEqual([checker]);
  });

  it('have at least one test bug each', () => {
    expect(new Set(bugs.map(([checker]) => checker))).toEqual(new Set(checkerNames));
  });

  it('tolerate lateness within fifteen seconds of a strike, unless it is extreme', () => {
    const late = (seconds: number) =>
      corrupted(evidence => {
        const breach = lastBreach(evidence);
        breach.time = new Date(breach.time.getTime() + seconds * 1000 * rate);
        const publishedAt = (breach.time.getTime() - Date.UTC(2026, 2, 2)) / rate;
        evidence.struck = [
          { fault: 'kill', target: 'sla-1', beganAt: publishedAt - 10_000, healedAt: publishedAt - 10_000 },
        ];
      });
    expect(firing(late(20))).toEqual([]);
    expect(firing(late(120))).toEqual(['late-breach']);
  });

  it('attribute lateness in the backlog of a strike to the strike, and later lateness to the product', () => {
    const twoLate = (secondsBetween: number) =>
      corrupted(evidence => {
        const breach = lastBreach(evidence);
        const dueAt = Date.parse(String(breach.data['dueAt']));
        const publishedAt = (ms: number): number => (dueAt + ms * rate - Date.UTC(2026, 2, 2)) / rate;
        breach.time = new Date(dueAt + 20_000 * rate);
        const later = dueAt + (20_000 + secondsBetween * 1000) * rate;
        const sequence =
          evidence.log.filter(({ source, subject }) => source === 'sla' && subject === 'neglected').length + 1;
        evidence.log.push({
          ...breach,
          id: 'later',
          sequence,
          offset: 99,
          time: new Date(later + 20_000 * rate),
          data: { ...breach.data, dueAt: new Date(later).toISOString() },
        });
        evidence.audit.push({ source: 'sla', subject: 'neglected', sequence, type: breach.type });
        evidence.struck = [
          { fault: 'kill', target: 'sla-1', beganAt: publishedAt(-14_000), healedAt: publishedAt(-14_000) },
        ];
      });
    expect(firing(twoLate(-1))).toEqual([]);
    expect(firing(twoLate(1))).toEqual(['late-breach']);
  });
});
