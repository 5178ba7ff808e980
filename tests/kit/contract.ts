import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { DescribedOperation } from './operations.js';

const pointerOf = (...path: readonly string[]): string =>
  path.map(part => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/**
 * Validates against the schemas of the OpenAPI document. Objects are closed unless the document allows additional
 * properties, so that a response may contain only described fields.
 */
export class Contract {
  private readonly ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, verbose: true });

  constructor(document: object) {
    ajvFormats.default(this.ajv);
    this.ajv.addSchema(closed(document) as object, 'openapi');
  }

  /** Validates a request body of the operation. @returns the violations */
  bodyFaults({ path, method }: DescribedOperation, body: unknown): string[] {
    return this.faults(
      body,
      'paths',
      path,
      method.toLowerCase(),
      'requestBody',
      'content',
      'application/json',
      'schema',
    );
  }

  /**
   * Validates a parameter of the operation.
   * @param place index in the operation's list of parameters
   * @returns the violations
   */
  parameterFaults({ path, method }: DescribedOperation, place: number, value: unknown): string[] {
    return this.faults(value, 'paths', path, method.toLowerCase(), 'parameters', String(place), 'schema');
  }

  /** Validates a response body of the operation. @returns the violations */
  answerFaults({ path, method }: DescribedOperation, status: string, mediaType: string, body: unknown): string[] {
    return this.faults(body, 'paths', path, method.toLowerCase(), 'responses', status, 'content', mediaType, 'schema');
  }

  private faults(value: unknown, ...place: readonly string[]): string[] {
    const validate = this.ajv.getSchema(`openapi#${pointerOf(...place)}`) as ValidateFunction | undefined;
    if (!validate) return [`no schema at ${place.join(' ')}`];
    return validate(value)
      ? []
      : validate.errors!.map(
          ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
        );
  }
}

const closed = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, key === 'example' || key === 'examples' ? value : closed(value)]),
  );
  const isObject =
    entries['type'] === 'object' && typeof entries['properties'] === 'object' && !('additionalProperties' in entries);
  return isObject ? { ...entries, additionalProperties: false } : entries;
};
