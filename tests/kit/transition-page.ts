import { complaintActs } from '@tuntas/complaint/acts';
import type { ActDefinition, Who } from '@tuntas/complaint';
import { statuses, type Status } from '@tuntas/contracts';

type Act = Pick<ActDefinition<never, never, never>, 'name' | 'path' | 'transitions' | 'clock' | 'meets'> & {
  readonly notify: object;
};
const acts: readonly Act[] = Object.values(complaintActs);

const openStatuses = statuses.filter(status => status !== 'closed' && status !== 'archived');
const isSame = (one: readonly Status[], other: readonly Status[]): boolean =>
  one.length === other.length && one.every(status => other.includes(status));
const statusesOf = (from: readonly Status[]): string =>
  isSame(from, statuses) ? 'any' : isSame(from, openStatuses) ? 'any open' : from.map(code).join(', ') || '—';

const code = (text: string): string => `\`${text}\``;
const inWords = (name: string): string => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

const rows = acts.flatMap(({ name, path, transitions, clock, meets = [], notify }) =>
  transitions.map(({ who, from, to, when, internal }) => [
    code(name),
    who.join(', '),
    statusesOf(from),
    to === 'same' ? 'same' : statusesOf(to),
    when ? inWords(when.name) : '',
    clock ? `clock ${code(clock)}` : path && !internal ? code(path) : '',
    meets.map(code).join(', '),
    Object.keys(notify).map(code).join(', '),
  ]),
);

const actors: Readonly<Record<Who, string>> = {
  integrator: 'an application of the city',
  clerk: 'a clerk at a counter',
  coordinator: 'the coordinator',
  office: 'an officer or the head of the responsible office',
  citizen: 'the citizen through tracking, or a clerk on behalf of a present citizen',
  ombudsman: 'staff of the Ombudsman',
  rule: 'a routing rule',
  timer: 'a lapsed clock of the citizen',
};

/** The contents of docs/transitions.md, the transition table of a complaint. */
export const transitionPage = (): string => `# Transitions of a complaint

This page is generated from the definitions of the acts in \`libs/complaint/src/domain/acts\` by
\`node --import ./tests/kit/typescript.mjs tests/kit/write-pages.ts\`; a test checks that it is current.

The table decides every act, every refusal and every list of allowed actions. An act is possible if one of its rows
names the actor, the current status and, where one is given, a condition that holds.

| act | who | from | to | condition | path or trigger | meets the duty of | own events |
|---|---|---|---|---|---|---|---|
${rows.map(cells => `| ${cells.join(' | ')} |`).join('\n')}

- \`any open\`: every status but \`closed\` and \`archived\`.
- A path is the last segment of \`POST /v1/complaints/{id}/...\` for staff and \`POST /v1/tracking/{ticket}/...\` for
  citizens. A clerk acts for a citizen with \`POST /v1/complaints/{id}/citizen-acts\`.
- An act may also publish an event that another act owns: an assignment verifies an unverified complaint, a request for
  completion may reclassify it, and a request for referral includes the consent.

| who | |
|---|---|
${Object.entries(actors)
  .map(([who, meaning]) => `| ${who} | ${meaning} |`)
  .join('\n')}
`;
