import { situations, bringTo, type Situation, type LodgedComplaint } from '../kit/acts.js';
import type { City } from '../kit/city.js';
import type { DescribedOperation } from '../kit/operations.js';
import type { Page } from '../kit/response-body.js';
import type { Probe } from './probes.js';

/** The test data that requests refer to: complaints in every state, escalations, cases and parked events. */
export class Population {
  private readonly complaints: LodgedComplaint[] = [];
  /** The situations in which a caller may do an act. */
  private readonly situationsByAct = new Map<string, Situation[]>();

  private constructor(private readonly city: City) {}

  static async in(city: City): Promise<Population> {
    const population = new Population(city);
    await city.lodge();
    await city.lodge({ complainant: { name: 'Siti Rahmah' } }); // notified on paper, which is printed at the counter
    await city.settle();
    await city.advance('P45D');
    for (const situation of situations) {
      const complaint = await population.add(situation);
      for (const as of ['citizen', 'coordinator', 'officer:PUPR', 'office_head:PUPR', 'counter_clerk'])
        for (const action of await population.actionsOn(complaint, as))
          population.situationsByAct.set(`${as} ${action}`, [
            ...(population.situationsByAct.get(`${as} ${action}`) ?? []),
            situation,
          ]);
    }
    await city.settle();
    // Of a service that does not exist, so that they are not retried.
    await city.sql(`
      INSERT INTO eventlog.parked (consumer, event_id, position, subject, type, envelope, data, reason, attempts)
      SELECT 'nobody', event_id, position, subject, type, envelope, data, 'QueryFailedError 55P03', 20
      FROM eventlog.log
      LIMIT 3`);
    return population;
  }

  /** Chooses the path parameters, and the access code of the complaint. */
  async partsFor(
    operation: DescribedOperation,
    { kind, nth, malformed }: Probe['target'],
    as: string | null,
  ): Promise<{ readonly parts: Readonly<Record<string, string>>; readonly code: string }> {
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    if (names.length === 0) return { parts: {}, code: '' };
    const all = (value: string) => Object.fromEntries(names.map(name => [name, value]));
    if (kind === 'malformed') return { parts: all(malformed), code: 'AAAA-AAAA' };
    if (kind === 'unknown')
      return {
        parts: all(names[0] === 'ticket' ? 'BJM-2026-999999-0' : '0199aaaa-0000-7000-8000-000000000000'),
        code: 'AAAA-AAAA',
      };
    const complaint =
      (kind === 'able' && (await this.able(operation, as, nth))) || this.complaints[nth % this.complaints.length]!;
    if (/^\/v1\/(complaints|tracking)\//.test(operation.path))
      return { parts: { id: complaint.id, ticket: complaint.ticket }, code: complaint.code };
    return {
      parts: (await this.listed(listOf(operation), names, nth)) ?? all('0199aaaa-0000-7000-8000-000000000000'),
      code: '',
    };
  }

  /** A complaint on which the act is currently possible. */
  private async able(operation: DescribedOperation, as: string | null, nth: number): Promise<LodgedComplaint | null> {
    const [, door, route] = /^\/v1\/(complaints|tracking)\/\{\w+\}\/([\w-]+)$/.exec(operation.path) ?? [];
    const situations = this.situationsByAct.get(`${door === 'tracking' ? 'citizen' : as} ${route}`) ?? [];
    if (operation.method === 'GET' || situations.length === 0) return null;
    const complaint = this.complaints[nth % this.complaints.length]!;
    if ((await this.actionsOn(complaint, door === 'tracking' ? 'citizen' : as!)).has(route!)) return complaint;
    return this.add(situations[nth % situations.length]!);
  }

  /** The acts that this caller may do now, by the last path segment. */
  private async actionsOn(complaint: LodgedComplaint, as: string): Promise<ReadonlySet<string>> {
    const { body } =
      as === 'citizen'
        ? await this.city.get(`/v1/tracking/${complaint.ticket}`, { headers: { 'x-access-code': complaint.code } })
        : await this.city.get(`/v1/complaints/${complaint.id}`, { as });
    return new Set((body.allowedActions as string[] | undefined)?.map(action => action.split(':')[0]!));
  }

  private async add(situation: Situation): Promise<LodgedComplaint> {
    const complaint = await bringTo(this.city, situation);
    this.complaints.push(complaint);
    return complaint;
  }

  /** Finds items in the list above the path, with the names of the path parameters. */
  private async listed(list: string, names: readonly string[], nth: number): Promise<Record<string, string> | null> {
    for (const as of ['coordinator', 'auditor', 'admin']) {
      const { items } = (await this.city.get(`${list}?limit=200`, { as })).body as Partial<
        Page<Record<string, unknown>>
      >;
      const item = items?.[nth % Math.max(1, items.length)];
      if (item && names.every(name => name in item))
        return Object.fromEntries(names.map(name => [name, String(item[name])]));
    }
    return null;
  }
}

/** The list endpoints that provide path parameters; for handovers, the waiting messages. */
const listOf = ({ method, path }: DescribedOperation): string => {
  const list = path.split('/{')[0]!;
  return method === 'POST' && list === '/v1/messages' ? `${list}/print-queue` : list;
};
