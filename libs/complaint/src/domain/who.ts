import type { Actor, Role } from '@tuntas/kernel';

/**
 * The kinds of actor. `citizen`: a citizen through tracking, or a clerk on behalf of a present citizen; `office`: an
 * officer or the head of the responsible office.
 */
export type Who = 'integrator' | 'clerk' | 'coordinator' | 'office' | 'citizen' | 'ombudsman' | 'rule' | 'timer';

/** The roles of tokens for each kind of actor, in the order of the API documentation. */
export const rolesOfWho: Readonly<Record<Who, readonly Role[]>> = {
  integrator: ['integrator'],
  clerk: ['counter_clerk'],
  coordinator: ['coordinator'],
  office: ['office_head', 'officer'],
  citizen: ['counter_clerk'],
  ombudsman: ['ombudsman'],
  rule: [],
  timer: [],
};

/** Whether the actor is of this kind. @param responsible the responsible office of the complaint */
export const isWho = (who: Who, by: Actor, responsible: string | null): boolean => {
  switch (who) {
    case 'office':
      return (by.role === 'officer' || by.role === 'office_head') && responsible !== null && by.office === responsible;
    case 'citizen':
      return by.role === 'citizen' || by.role === 'counter_clerk';
    case 'rule':
    case 'timer':
      return by.role === 'system';
    default:
      return rolesOfWho[who].includes(by.role as Role);
  }
};
