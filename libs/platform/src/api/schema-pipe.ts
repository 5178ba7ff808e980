import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { allowedBy, faultCode, faultText, unknownFieldText } from './problems/fault-texts.js';
import { abridged, unstorable, unstorableAt } from './json-body.js';
import type { Language } from './locale.js';
import { inCityZone } from './moments.js';
import { Refusal, type Fault } from './problems/problem.js';

const mostFaults = 100;

/**
 * Validates the schemas of `@Body/@Query/@Param({ schema })`. An invalid body yields 422, an invalid query or path 400.
 * The problem lists all faults in the language of the request. A missing body is validated as an empty object, so that
 * the problem lists each required field. A query parameter whose schema is an array may also be given once.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  /** @param utcOffsetMinutes the UTC offset of plain dates in queries */
  constructor(private readonly utcOffsetMinutes = 0) {}

  /** @throws Refusal 400 or 422 with all faults */
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.core.$ZodType)) return value;
    const input = type === 'query' ? repeatable(schema, value) : type === 'body' && value === undefined ? {} : value;
    const status = type === 'body' ? 422 : 400;
    if (type !== 'body') refuseUnstorable(input, status);
    const result = z.safeParse(schema, input);
    if (result.success) return type === 'query' ? inCityZone(result.data, this.utcOffsetMinutes) : result.data;
    throw new Refusal(status, status === 422 ? 'request.invalid' : 'request.malformed', {
      errors: language => faultsOf(schema, input, language),
    });
  }
}

/** All faults of a value, up to a hundred, each with its JSON pointer. */
export const faultsOf = (schema: z.core.$ZodType, value: unknown, language: Language): Fault[] => {
  const issues = z.safeParse(schema, value, { reportInput: true }).error?.issues ?? [];
  return issues
    .slice(0, mostFaults)
    .flatMap(issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, mostFaults).map(key => unknownField(issue, key, language))
        : [
            {
              pointer: pointerOf(issue.path),
              code: faultCode(issue),
              detail: faultText(issue, language),
              ...allowedBy(issue),
            },
          ],
    )
    .slice(0, mostFaults);
};

const unknownField = (issue: z.core.$ZodIssueUnrecognizedKeys, key: string, language: Language): Fault => {
  const shown = abridged(key);
  return { pointer: pointerOf([...issue.path, shown]), code: 'unknown', detail: unknownFieldText(shown, language) };
};

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const refuseUnstorable = (input: unknown, status: number): void => {
  const parts = typeof input === 'object' && input !== null ? Object.entries(input) : [['', input] as const];
  const faulty = parts.filter(([name, value]) =>
    [name, value].flat().some(text => typeof text === 'string' && unstorable.test(text)),
  );
  if (faulty.length > 0)
    throw new Refusal(status, 'request.malformed', {
      errors: language =>
        faulty.map(([name]) => unstorableAt(unstorable.test(name) ? '' : pointerOf(name ? [name] : []), language)),
    });
};

/** Wraps a single value of an array parameter: `?status=open` becomes `['open']`. */
const repeatable = (schema: z.core.$ZodType, value: unknown): unknown => {
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, given]) => [
      name,
      Object.hasOwn(schema.shape, name) && isArray(schema.shape[name]!) && !Array.isArray(given) ? [given] : given,
    ]),
  );
};
const isArray = (schema: z.core.$ZodType): boolean => {
  const inner =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable
      ? schema.unwrap()
      : schema instanceof z.ZodPipe
        ? schema.in
        : null;
  return inner ? isArray(inner) : schema instanceof z.ZodArray;
};
