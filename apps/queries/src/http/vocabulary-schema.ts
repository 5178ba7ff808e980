import { z } from 'zod';
import { vocabularies } from '@tuntas/contracts';
import { roleLabels } from '@tuntas/platform';

const labels = { ...vocabularies, role: roleLabels };
type Kind = keyof typeof labels;
const kinds = Object.keys(labels) as Kind[];

const word = z
  .object({ code: z.string(), id: z.string().describe('Indonesian'), en: z.string().describe('English') })
  .meta({ id: 'Word' });
export const vocabularySchema = z
  .object(Object.fromEntries(kinds.map(kind => [kind, z.array(word)])) as Record<Kind, z.ZodArray<typeof word>>)
  .meta({ id: 'Vocabulary' });

/** Every enumeration value of the contract with its labels, from the same label tables as all other texts. */
export const vocabulary = Object.fromEntries(
  kinds.map(kind => [kind, Object.entries(labels[kind]).map(([code, { id, en }]) => ({ code, id, en }))]),
) as z.infer<typeof vocabularySchema>;
