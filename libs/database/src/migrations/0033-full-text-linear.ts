import type { SchemaStep } from './schema-step.js';

/** Builds a pattern for runs of three or more of one letter. At most nine letters: a replacement has nine groups. */
const drawnOut = (letters: string): string => [...letters].map(letter => `(${letter})${letter}{2,}`).join('|');
const first = `\\1\\2\\3\\4\\5\\6\\7\\8\\9`;

/**
 * Makes `complaints.plain_words` linear in the length of the text. A back-reference takes cubic time in the length of a
 * word in PostgreSQL, so each repeated letter has its own branch. Normalization takes quadratic time in a run of
 * combining marks, so a run of 64 characters without space or punctuation is split first. That also keeps words far
 * below the 2,047 bytes of a lexeme. Invisible characters no longer split a word. Existing texts are indexed again.
 */
export const fullTextLinear: SchemaStep = {
  name: 'FullTextLinear1763900100001',
  schema: 'complaints',
  sql: () => `
    -- The same as plainWords of @tuntas/complaint. It leaves the parser nothing to take for a host, a path or a number with a sign.
    CREATE OR REPLACE FUNCTION complaints.plain_words(body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
      SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        lower(normalize(regexp_replace(body, '([^\\x01-/:-@\\[-\`{-\\x7f]{64})', '\\1 ', 'g'), NFKD) COLLATE "C"),
        '[\\u0300-\\u036f''\`\\u2018\\u2019\\u02bc\\u00ad\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff\\ufff0-\\ufffb\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]', '', 'g'),
        '[^0-9a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u3040-\\ud7ff]+', ' ', 'g'),
        '${drawnOut('abcdefghj')}', '${first}', 'g'), '${drawnOut('klmnopqrs')}', '${first}', 'g'), '${drawnOut('tuvwxyz')}', '${first}', 'g'),
        '(^| )([a-z]{3,})2(nya|an)?(?= |$)', '\\1\\2\\3', 'g')
    $$;

    UPDATE complaints.full_text AS kept SET words = anew.words FROM complaints.current_words AS anew
      WHERE anew.complaint_id = kept.complaint_id AND anew.words IS DISTINCT FROM kept.words;`,
};
