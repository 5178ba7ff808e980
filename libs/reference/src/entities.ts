import { EntitySchema } from 'typeorm';

/** An office of the city (perangkat daerah). Heads and deputies are references, never names. */
export interface Office {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  /** Code of the calendar that its clocks count by. */
  readonly calendar: string;
  readonly head: string | null;
  readonly deputy: string | null;
  /** How it is reached. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}
export interface Category {
  readonly code: string;
  readonly labelId: string;
  readonly labelEn: string;
  /** The office that such complaints go to; null: the coordinator decides. */
  readonly office: string | null;
}
/** A region by its Kemendagri code. */
export interface Region {
  readonly code: string;
  readonly kind: string;
  readonly parent: string;
  readonly name: string;
}
/** Where a citizen is received (loket). */
export interface Counter {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly office: string | null;
  readonly region: string | null;
}

const text = { type: 'text' } as const;
const key = { type: 'text', primary: true } as const;
const maybe = { type: 'text', nullable: true } as const;

export const officeEntity = new EntitySchema<Office>({
  name: 'Office',
  schema: 'reference',
  tableName: 'offices',
  columns: {
    code: key,
    name: text,
    kind: text,
    parent: maybe,
    calendar: text,
    head: maybe,
    deputy: maybe,
    phone: maybe,
    email: maybe,
    address: maybe,
  },
});
export const categoryEntity = new EntitySchema<Category>({
  name: 'Category',
  schema: 'reference',
  tableName: 'categories',
  columns: { code: key, labelId: { ...text, name: 'label_id' }, labelEn: { ...text, name: 'label_en' }, office: maybe },
});
export const regionEntity = new EntitySchema<Region>({
  name: 'Region',
  schema: 'reference',
  tableName: 'regions',
  columns: { code: key, kind: text, parent: text, name: text },
});
export const counterEntity = new EntitySchema<Counter>({
  name: 'Counter',
  schema: 'reference',
  tableName: 'counters',
  columns: { code: key, name: text, kind: text, office: maybe, region: maybe },
});
export const referenceEntities = [officeEntity, categoryEntity, regionEntity, counterEntity];
