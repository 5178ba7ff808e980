import type { FastifyInstance } from 'fastify';
import type { Language } from './locale.js';
import { Refusal, type Fault } from './problems/problem.js';

const deepest = 32;
/** Characters that PostgreSQL cannot store: NUL, and halves of surrogate pairs. */
export const unstorable = /[\0\p{Cs}]/u;
const poisonous = new Set(['__proto__', 'prototype', 'constructor']);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Accepts JSON bodies only. Every other media type is refused with 415. */
export const acceptJsonOnly = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseBody(body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
};

/**
 * Parses a JSON body. An empty body yields undefined.
 * @throws Refusal 400 when it is not UTF-8 or not JSON, is nested too deeply or has a key that would reach a prototype;
 *   422 when a text has a character that cannot be stored
 */
export const parseBody = (bytes: Buffer): unknown => {
  if (bytes.length === 0) return undefined;
  let text: string;
  let value: unknown;
  try {
    value = JSON.parse((text = utf8.decode(bytes)));
  } catch {
    throw new Refusal(400, 'request.malformed-json');
  }
  if (isSuspect(text)) inspect(value);
  return value;
};

/** A cheap test that skips the inspection of nearly all bodies: no escape, no forbidden name, few brackets. */
const isSuspect = (text: string): boolean =>
  /\\u|__proto__|prototype|constructor/.test(text) || text.split(/[[{]/, deepest + 2).length > deepest + 1;

/** Inspects the value breadth-first, without recursion. */
const inspect = (value: unknown): void => {
  const faults: string[] = [];
  let level: (readonly [string, unknown])[] = [['', value]];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: (readonly [string, unknown])[] = [];
    for (const [pointer, part] of level) {
      if (typeof part === 'string') {
        if (unstorable.test(part)) faults.push(pointer);
        continue;
      }
      if (part === null || typeof part !== 'object') continue;
      if (depth >= deepest) throw new Refusal(400, 'request.too-deep', { facts: { limit: deepest } });
      for (const [key, child] of Object.entries(part)) {
        if (poisonous.has(key) && !Array.isArray(part)) throw new Refusal(400, 'request.forbidden-key');
        if (unstorable.test(key)) faults.push(pointer);
        if ((child !== null && typeof child === 'object') || typeof child === 'string')
          next.push([`${pointer}/${escape(key)}`, child]);
      }
    }
    level = next;
  }
  if (faults.length > 0)
    throw new Refusal(422, 'request.invalid', {
      errors: language => [...new Set(faults)].slice(0, 100).map(pointer => unstorableAt(pointer, language)),
    });
};

const escape = (key: string): string => abridged(key).replaceAll('~', '~0').replaceAll('/', '~1');

const longestEcho = 200;
/** Shortens a name for a response. A long name in a hundred faults would make a response of many megabytes. */
export const abridged = (name: string): string => (name.length > longestEcho ? `${name.slice(0, longestEcho)}…` : name);

/** The fault of a text with a character that cannot be stored. */
export const unstorableAt = (pointer: string, language: Language): Fault => ({
  pointer,
  code: 'character',
  detail:
    language === 'id'
      ? 'Teks ini memuat karakter yang tidak dapat kami simpan.'
      : 'This text has a character that we cannot store.',
});
