/** The result of a pure decision: the new state and the domain events in order. No events: nothing changed. */
export interface Decision<State, Event> {
  readonly state: State;
  readonly events: readonly Event[];
}
