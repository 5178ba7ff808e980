import type { Role } from '@tuntas/kernel';
import type { City } from './city.js';
import { openApiOf, type OperationObject } from './openapi.js';

/** An operation of /openapi.json. Tests that run over all operations include new routes through it. */
export interface DescribedOperation {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The path template, such as `/v1/complaints/{id}`. */
  readonly path: string;
  readonly name: string;
  readonly roles: OperationObject['x-roles'];
  readonly entry: OperationObject;
}

export const operationsOf = async (city: City): Promise<DescribedOperation[]> =>
  Object.entries((await openApiOf(city)).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, entry]) => ({
      method: method.toUpperCase() as DescribedOperation['method'],
      path,
      name: entry.operationId,
      roles: entry['x-roles'],
      entry,
    })),
  );

const offices: readonly Role[] = ['officer', 'office_head'];
/** An allowed caller, as `TestApp.token` names it; null for a public operation. */
export const callerOf = ({ roles }: DescribedOperation): string | null => {
  if (roles === 'public') return null;
  const role = roles === 'anyone-with-token' ? 'auditor' : roles[0]!;
  return offices.includes(role) ? `${role}:PUPR` : role;
};

const nothing = '0199aaaa-0000-7000-8000-000000000000';
/** The path with the given ids; unknown ids by default. */
export const pathOf = ({ path }: DescribedOperation, { id = nothing, ticket = 'BJM-2026-999999-0' } = {}): string =>
  path
    .replace('{id}', id)
    .replace('{ticket}', ticket)
    .replace(/\{\w+\}/g, nothing);
