import { column, defineEntity, nullable, primary } from '@tuntas/database';

/** An office of the city (perangkat daerah). Heads and deputies are references, never names. */
export interface Office {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  /** Code of the working calendar of its clocks. */
  readonly calendar: string;
  readonly head: string | null;
  readonly deputy: string | null;
  /** Contact details. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}
export interface Category {
  readonly code: string;
  readonly labelId: string;
  readonly labelEn: string;
  /** The office that is responsible for the category; null: the coordinator decides. */
  readonly office: string | null;
}
/** A region, identified by its Kemendagri code. */
export interface Region {
  readonly code: string;
  readonly kind: string;
  readonly parent: string;
  readonly name: string;
}
/** A counter for citizens (loket). */
export interface Counter {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly office: string | null;
  readonly region: string | null;
}

/** A word that people write, and the formal word for it; null: no longer in the list. */
export interface Synonym {
  readonly code: string;
  readonly formal: string | null;
  readonly kind: string | null;
}

const { text } = column;
const key = primary(text);
const optional = nullable(text);

export const officeEntity = defineEntity<Office>('reference.offices', {
  code: key,
  name: text,
  kind: text,
  parent: optional,
  calendar: text,
  head: optional,
  deputy: optional,
  phone: optional,
  email: optional,
  address: optional,
});
export const categoryEntity = defineEntity<Category>('reference.categories', {
  code: key,
  labelId: text,
  labelEn: text,
  office: optional,
});
export const regionEntity = defineEntity<Region>('reference.regions', {
  code: key,
  kind: text,
  parent: text,
  name: text,
});
export const counterEntity = defineEntity<Counter>('reference.counters', {
  code: key,
  name: text,
  kind: text,
  office: optional,
  region: optional,
});
export const synonymEntity = defineEntity<Synonym>('reference.synonyms', {
  code: key,
  formal: optional,
  kind: optional,
});
export const referenceEntities = [officeEntity, categoryEntity, regionEntity, counterEntity, synonymEntity];
