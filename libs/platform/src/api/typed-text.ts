import { z } from 'zod';
import { visibleLength, visiblePattern, visibleText, visibleLine } from './visible-text.js';

/** Texts up to this length are single lines, such as a name, a code, an address or a subject. */
const longestLine = 500;

/**
 * A typed text with a minimum of visible characters; invisible characters are removed. Lengths are in code points, as
 * in JSON Schema and PostgreSQL. The OpenAPI document has an equivalent pattern.
 */
export const text = (shortest: number, longest: number) =>
  z
    .string()
    .check(payload => {
      const [count, value] = [
        visibleLength(payload.value),
        longest > longestLine ? visibleText(payload.value) : visibleLine(payload.value),
      ];
      if (count < shortest)
        payload.issues.push({ code: 'too_small', origin: 'string', minimum: shortest, inclusive: true, input: value });
      if (value.length > longest && [...value].length > longest)
        payload.issues.push({ code: 'too_big', origin: 'string', maximum: longest, inclusive: true, input: value });
      payload.value = value;
    })
    .meta({ minLength: shortest, maxLength: longest, pattern: visiblePattern(shortest) });
/** A text of at least one character. */
export const line = (longest: number) => text(1, longest);
