import type { Role } from '@tuntas/kernel';
import type { TestApp } from './app.js';

/** An operation as /openapi.json tells of it, so that a new route joins the tests that go through all of them. */
export interface DescribedOperation {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The pattern, such as `/v1/complaints/{id}`. */
  readonly path: string;
  readonly name: string;
  readonly roles: readonly Role[] | 'public' | 'anyone-with-token';
  /** The operation's own entry in the document. */
  readonly entry: any;
}

export const operationsOf = async (app: TestApp): Promise<DescribedOperation[]> => {
  const { body } = await app.get('/openapi.json');
  return Object.entries<any>(body.paths).flatMap(([path, item]) =>
    Object.entries<any>(item).map(([method, entry]) => ({
      method: method.toUpperCase() as DescribedOperation['method'],
      path,
      name: entry.operationId,
      roles: entry['x-roles'],
      entry,
    })),
  );
};

const offices: readonly Role[] = ['officer', 'office_head'];
/** Somebody who may call it, as `TestApp.token` names them; null where nobody needs to say who they are. */
export const callerOf = ({ roles }: DescribedOperation): string | null => {
  if (roles === 'public') return null;
  const role = roles === 'anyone-with-token' ? 'auditor' : roles[0]!;
  return offices.includes(role) ? `${role}:PUPR` : role;
};

const nothing = '0199aaaa-0000-7000-8000-000000000000';
/** The path with ids in it, unknown ones where none are given. */
export const pathOf = ({ path }: DescribedOperation, { id = nothing, ticket = 'BJM-2026-999999-0' } = {}): string =>
  path
    .replace('{id}', id)
    .replace('{ticket}', ticket)
    .replace(/\{\w+\}/g, nothing);
