import pg from 'pg';

/** Owner and rights of an object; without rights of its own it has the default ones of its kind. */
const access = (acl: string, kind: 'r' | 's' | 'f' | 'n', owner: string): string =>
  `(SELECT concat(${owner}::regrole, ': ', string_agg(concat_ws(' ', r.grantee::regrole, r.privilege_type, r.is_grantable), ', '
      ORDER BY r.grantee::regrole::text, r.privilege_type))
    FROM aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) AS r)`;

const application = `NOT LIKE ALL (ARRAY['pg\\_%', 'information\\_schema'])`;

/** Everything that a migration can define, as rows of an object's kind, its name and its definition. */
const definitions = [
  `SELECT 'schema', nspname, ${access('nspacl', 'n', 'nspowner')} FROM pg_namespace WHERE nspname ${application}`,
  `SELECT 'relation', c.oid::regclass::text, concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
     c.reloptions, obj_description(c.oid, 'pg_class'), ${access('c.relacl', 'r', 'c.relowner')})
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname ${application} AND c.relkind IN ('r', 'v', 'm', 'p')`,
  `SELECT 'column', concat(a.attrelid::regclass, '.', a.attname), concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull,
     a.attgenerated, a.attidentity, pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum), a.attacl)
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE n.nspname ${application} AND c.relkind IN ('r', 'v', 'm', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
  `SELECT 'sequence', c.oid::regclass::text, concat_ws(' ', s.*, ${access('c.relacl', 's', 'c.relowner')})
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   JOIN LATERAL (SELECT seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle FROM pg_sequence WHERE seqrelid = c.oid) s ON true
   WHERE n.nspname ${application}`,
  `SELECT 'constraint', concat_ws(' ', o.conrelid::regclass, o.conname), pg_get_constraintdef(o.oid)
   FROM pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace WHERE n.nspname ${application}`,
  `SELECT 'index', concat_ws('.', schemaname, indexname), indexdef FROM pg_indexes WHERE schemaname ${application}`,
  `SELECT 'view', concat_ws('.', schemaname, viewname), definition FROM pg_views WHERE schemaname ${application}`,
  `SELECT 'function', p.oid::regprocedure::text, concat(pg_get_functiondef(p.oid), ${access('p.proacl', 'f', 'p.proowner')})
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname ${application}`,
  `SELECT 'trigger', concat_ws(' ', t.tgrelid::regclass, t.tgname), concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
   FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname ${application} AND NOT t.tgisinternal`,
  `SELECT 'policy', concat_ws(' ', schemaname, tablename, policyname), concat_ws(' ', permissive, roles, cmd, qual, with_check)
   FROM pg_policies WHERE schemaname ${application}`,
];

/**
 * Describes the schema of a database: schemas, tables, columns, constraints, indexes, views, functions, triggers, row
 * policies, owners and rights.
 * @returns the definition of each object by kind and name
 */
export const databaseSchema = async (client: pg.Client): Promise<Readonly<Record<string, string>>> => {
  const { rows } = await client.query<{ object: string; definition: string }>(
    `SELECT concat_ws(' ', kind, name) AS object, definition
     FROM (${definitions.join(' UNION ALL ')}) AS objects (kind, name, definition)
     ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ object, definition }) => [object, definition]));
};
