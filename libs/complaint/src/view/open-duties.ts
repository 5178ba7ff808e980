/**
 * The SQL subquery for the open duties of a complaint `c`, as `due_at` and `breached`. It covers the escalating duties
 * of office and coordinator in the current cycle that are neither met nor ended, including breached ones. Nothing is
 * due while the complaint waits for the citizen, or once it is resolved, closed or archived.
 */
export const openDuties = `
  SELECT min(k.due_at) AS due_at, coalesce(bool_or(k.status = 'breached'), false) AS breached
  FROM sla.published_clocks k
  WHERE k.complaint_id = c.id AND k.cycle = c.cycle
    AND k.runs_for IN ('office', 'coordinator') AND k.max_level > 0
    AND k.status IN ('running', 'breached') AND k.met_at IS NULL AND k.ended_at IS NULL
    AND c.status IN ('received', 'assigned', 'in_progress')`;
