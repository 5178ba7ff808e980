import { EntitySchema } from 'typeorm';

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
