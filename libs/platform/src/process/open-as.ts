import { Database, roleNames, type EntitySchema, type LoginRole } from '@tuntas/database';
import type { Config } from '../config/config.js';
import type { Secrets } from '../config/secrets.js';

/** The URL of the same database with another user. */
export const loginUrl = (url: string, username: string, password: string): string =>
  Object.assign(new URL(url), { username, password }).href;

/** Opens the database with one of the deployment's login roles. */
export const openAs = (
  role: LoginRole,
  { adminUrl }: { readonly adminUrl: string },
  config: Config,
  secrets: Secrets,
  poolSize: number,
  entities: EntitySchema[] = [],
): Promise<Database> => {
  const url = loginUrl(adminUrl, roleNames(config.deployment).login(role), secrets.rolePasswords[role]);
  return Database.open({ url, name: `${config.deployment}-${role}`, poolSize, entities });
};
