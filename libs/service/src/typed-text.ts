import { z } from 'zod';
import { countSeen, patternOfSeen, seen, seenInLine } from './seen.js';

/** Up to so many characters a text is one line: a name, a code, an address, a subject. */
const longestLine = 500;

/**
 * A text of so many characters that can be seen; what cannot is taken out. Counted as JSON Schema and PostgreSQL count
 * them: an emoji is one. The document tells of it by a pattern, so that what it describes is what is taken.
 */
export const text = (shortest: number, longest: number) =>
  z
    .string()
    .check(payload => {
      const [count, value] = [
        countSeen(payload.value),
        longest > longestLine ? seen(payload.value) : seenInLine(payload.value),
      ];
      if (count < shortest)
        payload.issues.push({ code: 'too_small', origin: 'string', minimum: shortest, inclusive: true, input: value });
      if (value.length > longest && [...value].length > longest)
        payload.issues.push({ code: 'too_big', origin: 'string', maximum: longest, inclusive: true, input: value });
      payload.value = value;
    })
    .meta({ minLength: shortest, maxLength: longest, pattern: patternOfSeen(shortest) });
/** A text of at least one character. */
export const line = (longest: number) => text(1, longest);
