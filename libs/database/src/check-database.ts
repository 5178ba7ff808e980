import pg from 'pg';

const connectWithinMs = 10_000;
const invalidPassword = '28P01';
const invalidAuthorization = '28000';
const unknownDatabase = '3D000';

/** Whether the URL names a user, who then may do everything; without one each service logs in under its own role. */
export const namesAdministrator = (databaseUrl: string): boolean => new URL(databaseUrl).username !== '';

/**
 * Checks that the database takes connections.
 * @param url as DATABASE_URL, with user and password of whom to log in as
 * @param preparedBy what has to run first, where a refused login means that it has not
 * @throws Error with one sentence that names DATABASE_URL and no password
 */
export const checkDatabase = async (url: string, preparedBy?: string): Promise<void> => {
  const { host, pathname, username } = new URL(url);
  const place = `${host}${pathname}`;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectWithinMs,
    application_name: 'tuntas start',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    if (code === invalidPassword || code === invalidAuthorization) {
      throw new Error(
        preparedBy
          ? `The database ${place} does not let the role ${username} log in: run ${preparedBy} first, with the same TUNTAS_DEPLOYMENT and role passwords.`
          : `The database ${place} does not let ${username} log in: check user and password in DATABASE_URL.`,
        { cause: error },
      );
    }
    if (code === unknownDatabase)
      throw new Error(`There is no database ${place}: make it, or check DATABASE_URL.`, { cause: error });
    throw new Error(`The database ${place} cannot be reached (${code}): start it, or check DATABASE_URL.`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
};
