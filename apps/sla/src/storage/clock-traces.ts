import type { ClockEvent } from '@tuntas/contracts';
import { beginSpan, complaintAttribute, currentSpan, type OutgoingEvent, type TraceSpan } from '@tuntas/eventlog';

/** Events that are caused by the passing of time. The sweep or the consumer emits them, whichever comes first. */
const causedByTime: readonly string[] = [
  'clock.warned.v1',
  'clock.breached.v1',
  'clock.lapsed.v1',
] satisfies ClockEvent['type'][];

/** The trace in which a new clock starts; it is stored with the clock. */
export const traceOfStart = (traceparent: string | undefined): string | null =>
  traceparent ?? currentSpan()?.traceparent ?? null;

/**
 * Assigns traces to clock events. An event caused by time continues the trace in which its clock started, with a link
 * to the current span. Other events keep the trace of their cause.
 * @param startedIn the traceparents of clocks by id
 * @returns the events, and the spans to end after the commit
 */
export const inTraceOfClock = (
  outgoing: readonly OutgoingEvent[],
  startedIn: ReadonlyMap<string, string | null>,
): { readonly events: OutgoingEvent[]; readonly spans: TraceSpan[] } => {
  const spans: TraceSpan[] = [];
  const events = outgoing.map(each => {
    const { clockId, name } = each.event.data as ClockEvent['data'];
    const startedAt = startedIn.get(clockId);
    if (!causedByTime.includes(each.event.type) || !startedAt) return each;
    const span = beginSpan(`due ${name}`, {
      parent: startedAt,
      link: currentSpan(),
      attributes: { [complaintAttribute]: each.subject, 'tuntas.event': each.event.type },
    });
    spans.push(span);
    return { ...each, cause: { ...each.cause, traceparent: span.traceparent } };
  });
  return { events, spans };
};
