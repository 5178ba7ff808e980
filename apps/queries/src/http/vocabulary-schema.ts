import { z } from 'zod';
import { vocabularies } from '@tuntas/contracts';
import { roleLabels } from '@tuntas/service';

const words = { ...vocabularies, role: roleLabels };
type Kind = keyof typeof words;
const kinds = Object.keys(words) as Kind[];

const word = z
  .object({ code: z.string(), id: z.string().describe('Indonesian'), en: z.string().describe('English') })
  .meta({ id: 'Word' });
export const vocabularySchema = z
  .object(Object.fromEntries(kinds.map(kind => [kind, z.array(word)])) as Record<Kind, z.ZodArray<typeof word>>)
  .meta({ id: 'Vocabulary' });

/** Every word of the contract with what people call it: the labels themselves, wherever else they are used. */
export const vocabulary = Object.fromEntries(
  kinds.map(kind => [kind, Object.entries(words[kind]).map(([code, { id, en }]) => ({ code, id, en }))]),
) as z.infer<typeof vocabularySchema>;
