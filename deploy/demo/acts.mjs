import { DemoError } from './city.mjs';
import { needsClerk } from './people.mjs';

const parts = text => text.split(' | ');
const actorOf = {
  office_head: item => `office_head:${item.office}`,
  coordinator: () => 'coordinator',
  inspectorate: () => 'inspectorate',
  ombudsman: () => 'ombudsman',
};

const staff = as => async (life, route, body) => {
  const complaint = await life.city.post(`/v1/complaints/${life.id}/${route}`, body, {
    as: typeof as === 'function' ? await as(life) : as,
  });
  life.office = complaint.office?.code ?? null;
};
/** The role at the responsible office. It is queried first, since a routing rule may have assigned the complaint. */
const responsible = role => async life => {
  life.office ??= (await life.city.get(`/v1/complaints/${life.id}`, 'coordinator')).office?.code ?? null;
  if (life.office === null) throw new DemoError(`${life.name}: no office is responsible.`);
  return `${role}:${life.office}`;
};
const coordinator = staff('coordinator');
const officer = staff(responsible('officer'));
const citizen = (life, route, body) =>
  needsClerk(life.lodging)
    ? life.city.post(
        `/v1/complaints/${life.id}/citizen-acts`,
        { act: route, ...body, onBehalf: true },
        { as: 'counter_clerk::Rina', code: life.code },
      )
    : life.city.post(`/v1/tracking/${life.ticket}/${route}`, body, { code: life.code });

const explained = (text, name) => {
  const [explanation, remedy] = parts(text);
  return { explanation, ...(remedy && { [name]: remedy }) };
};

/** Acknowledges the open escalations of a level, in the role they were raised to. */
const acknowledge = async (life, level) => {
  const open = await life.city.all('/v1/escalations', { complaintId: life.id, level, status: 'open' }, 'coordinator');
  if (open.length === 0) throw new DemoError(`${life.name}: nothing waits at level ${level}.`);
  for (const item of open)
    await life.city.post(`/v1/escalations/${item.id}/acknowledgement`, {}, { as: actorOf[item.target](item) });
};

/** Moves the Ombudsman's case of a complaint to another stage. */
const examine = async (life, [to, why, ...maladministration], note) => {
  const [found] = await life.city.all('/v1/ombudsman/cases', { complaintId: life.id }, 'ombudsman');
  if (!found) throw new DemoError(`${life.name}: the Ombudsman has no such case.`);
  const reason = { not_admissible: { ground: why }, report: { finding: why, maladministration } }[to];
  await life.city.post(`/v1/ombudsman/cases/${found.id}/transitions`, { to, note, ...reason }, { as: 'ombudsman' });
};

const ratingOf = words => {
  const [attitude, attention, action] = words.filter(word => word !== 'heard').map(Number);
  return { ...(action && { rating: { attitude, attention, action } }), heard: words.includes('heard') };
};

/** The acts of the demo, by their name in `stories.json`. */
export const acts = {
  verify: life => coordinator(life, 'verification', { complete: true }),
  incomplete: (life, { words: [field], text }) =>
    coordinator(life, 'verification', { complete: false, missing: [{ field, note: text }] }),
  assign: (life, { words: [office], text }) => coordinator(life, 'assignment', { office, reason: text }),
  archive: (life, { words: [reasonCode], text }) =>
    coordinator(life, 'archiving', { reasonCode, ...explained(text, 'remedy') }),
  'refer-out': (life, { text }) => {
    const [name, channel, reason] = parts(text);
    return coordinator(life, 'referral-out', { name, channel, reason });
  },
  'take-up': (life, { text }) => coordinator(life, 'reopening', { reason: text }),
  raise: (life, { words: [as, level], text }) =>
    life.city.post(`/v1/complaints/${life.id}/escalation`, { level: Number(level), reason: text }, { as }),

  accept: life => officer(life, 'acceptance', {}),
  contact: (life, { words: [by], text }) => officer(life, 'contact', { by, note: text }),
  ask: (life, { words: [days], text }) =>
    officer(life, 'information-request', { question: text, dueInWorkingDays: Number(days) }),
  respond: (life, { words, text }) => officer(life, 'response', { text, isPublic: words.includes('public') }),
  resolve: (life, { words: [decision], text }) =>
    officer(life, 'resolution', { decision, ...explained(text, 'remedy') }),
  transfer: (life, { words: [toOffice], text }) => officer(life, 'transfer', { toOffice, reason: text }),
  note: async (life, { text }) =>
    life.city.post(`/v1/complaints/${life.id}/internal-notes`, { text }, { as: await responsible('officer')(life) }),

  complete: (life, { text }) => citizen(life, 'completion', { note: text }),
  answer: (life, { text }) => citizen(life, 'answer', { text }),
  confirm: (life, { words }) => citizen(life, 'confirmation', ratingOf(words)),
  object: (life, { text }) => citizen(life, 'objection', { reason: text }),
  reopen: (life, { text }) => citizen(life, 'reopening', { reason: text }),
  withdraw: (life, { text }) => citizen(life, 'withdrawal', { reason: text }),
  refer: life => citizen(life, 'referral', { consent: true }),

  acknowledge: (life, { words: [level] }) => acknowledge(life, level),
  examine: (life, { words, text }) => examine(life, words, text),
};
