const statuses = [
  'received',
  'awaiting_completion',
  'assigned',
  'in_progress',
  'awaiting_complainant',
  'resolved',
  'closed',
  'archived',
];
const duties = ['verification', 'completeness_reply', 'human_contact', 'first_response', 'resolution', 'decision'];
const levels = [1, 2, 3];

/** Counts each value, the most frequent first. */
const tally = words => {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries(
    [...counts].sort(([one, often], [other, rare]) => rare - often || one.localeCompare(other)),
  );
};
const byName = async (names, count) =>
  Object.fromEntries(await Promise.all(names.map(async name => [name, await count(name)])));
const sum = (groups, figure) => groups.reduce((total, group) => total + group[figure], 0);

/** Collects the figures of the city from its lists, counts and clock summary. */
export const figuresOf = async city => {
  const clerk = 'coordinator';
  const [complaints, cases, { groups: offices }] = await Promise.all([
    city.all('/v1/complaints', {}, clerk),
    city.all('/v1/ombudsman/cases', {}, 'ombudsman'),
    city.get('/v1/sla/summary?groupBy=office&name=resolution', 'sla_operator'),
  ]);
  return {
    complaints: await city.count('/v1/complaints', {}, clerk),
    since: complaints.map(({ lodgedAt }) => lodgedAt).sort()[0],
    statuses: await byName(statuses, status => city.count('/v1/complaints', { status }, clerk)),
    outcomes: tally(complaints.flatMap(({ outcome }) => outcome ?? [])),
    levels: await byName([0, ...levels], escalationLevel => city.count('/v1/complaints', { escalationLevel }, clerk)),
    raised: await byName(levels, level => city.count('/v1/escalations', { level }, 'sla_operator')),
    breached: await byName(duties, name => city.count('/v1/sla/clocks', { name, status: 'breached' }, 'sla_operator')),
    resolution: { met: sum(offices, 'met'), breached: sum(offices, 'breached'), running: sum(offices, 'running') },
    cases: cases.length,
    stages: tally(cases.map(({ stage }) => stage)),
    offices,
  };
};
