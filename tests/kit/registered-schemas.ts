import { z } from 'zod';

/**
 * The ids of all schemas that are registered after this module is loaded; import it first. If two schemas have the same
 * id, the document shows the later one for both.
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
