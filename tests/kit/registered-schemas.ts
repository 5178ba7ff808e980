import { z } from 'zod';

/**
 * The id of every schema that is given one after this module was loaded, so it comes first among the imports: of two
 * schemas with one id the document would show the later one for both.
 */
export const registeredIds: string[] = [];

const add = z.globalRegistry.add.bind(z.globalRegistry) as (
  schema: z.core.$ZodType,
  meta: { id?: string },
) => typeof z.globalRegistry;
Object.assign(z.globalRegistry, {
  add: (schema: z.core.$ZodType, meta: { id?: string }) => {
    if (meta?.id) registeredIds.push(meta.id);
    return add(schema, meta);
  },
});
