import pg from 'pg';

const connectTimeoutMs = 10_000;
const invalidPassword = '28P01';
const invalidAuthorization = '28000';
const unknownDatabase = '3D000';

/** Whether the URL contains a user, who must be an administrator. Without one each service uses its own role. */
export const namesAdministrator = (databaseUrl: string): boolean => new URL(databaseUrl).username !== '';

/**
 * Checks that the database accepts connections.
 * @param url the DATABASE_URL with user and password
 * @param preparedBy the command that creates the role; set if a refused login means that it has not run
 * @throws Error with one sentence that mentions DATABASE_URL and contains no password
 */
export const checkDatabase = async (url: string, preparedBy?: string): Promise<void> => {
  const { host, pathname, username } = new URL(url);
  const address = `${host}${pathname}`;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
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
          ? `The database ${address} does not let the role ${username} log in: run ${preparedBy} first, with the same TUNTAS_DEPLOYMENT and role passwords.`
          : `The database ${address} does not let ${username} log in: check user and password in DATABASE_URL.`,
        { cause: error },
      );
    }
    if (code === unknownDatabase)
      throw new Error(`There is no database ${address}: create it, or check DATABASE_URL.`, { cause: error });
    throw new Error(`The database ${address} cannot be reached (${code}): start it, or check DATABASE_URL.`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
};
