/** What a pure decision returns: the new state and what happened, in order. No events: nothing changed. */
export interface Decision<State, Event> {
  readonly state: State;
  readonly events: readonly Event[];
}
