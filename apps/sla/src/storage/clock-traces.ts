import type { ClockEvent } from '@tuntas/contracts';
import { beginSpan, complaintAttribute, currentSpan, type OutgoingEvent, type TraceSpan } from '@tuntas/eventlog';

/** What time brings about, whoever sees it first: the sweep, or a consumer that came by. */
const broughtByTime: readonly string[] = [
  'clock.warned.v1',
  'clock.breached.v1',
  'clock.lapsed.v1',
] satisfies ClockEvent['type'][];

/** In whose trace clocks are written: those that start remember it. */
export const traceOfStart = (traceparent: string | undefined): string | null =>
  traceparent ?? currentSpan()?.traceparent ?? null;

/**
 * What time brings about goes on in the trace of what started its clock, linked to the span that saw it; what an act
 * brings about, in the trace of the act.
 * @param startedIn the traceparents of clocks by id
 * @returns the events, and the spans that have begun
 */
export const inTraceOfClock = (
  outgoing: readonly OutgoingEvent[],
  startedIn: ReadonlyMap<string, string | null>,
): { readonly events: OutgoingEvent[]; readonly spans: TraceSpan[] } => {
  const spans: TraceSpan[] = [];
  const events = outgoing.map(each => {
    const { clockId, name } = each.event.data as ClockEvent['data'];
    const startedAt = startedIn.get(clockId);
    if (!broughtByTime.includes(each.event.type) || !startedAt) return each;
    const span = beginSpan(`due ${name}`, {
      under: startedAt,
      link: currentSpan(),
      attributes: { [complaintAttribute]: each.subject, 'tuntas.event': each.event.type },
    });
    spans.push(span);
    return { ...each, cause: { ...each.cause, traceparent: span.traceparent } };
  });
  return { events, spans };
};
