// Re-encrypts the vault with the current keys while the system is running. After an interruption a new run continues
// where the last one stopped.
import { startEmbeddedPostgres } from '@tuntas/database';
import { loadSecrets, requiredByRotate, openAs, readConfigFor, announcer } from '@tuntas/platform';
import { KeyRotation } from '../apps/intake/dist/storage/key-rotation.js';

const log = announcer('rotate');
try {
  const config = readConfigFor(requiredByRotate);
  const secrets = loadSecrets(config);
  const server = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres({ home: config.home, log });
  try {
    const database = await openAs('intake', { adminUrl: server.url }, config, secrets, 1);
    try {
      const rotation = new KeyRotation(database, log);
      await rotation.identities(secrets.vault);
      await rotation.codes(secrets.codes);
      log(
        'Stored responses for retries are not re-encrypted: they are deleted after seven days, ' +
          'and their older keys are unused from then on.',
      );
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
