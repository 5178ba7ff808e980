// Brings the vault under the current keys, beside the running system. May be broken off and run again: it goes on where
// it was.
import { startEmbeddedPostgres } from '@tuntas/database';
import { loadSecrets, requiredByRotate, openAs, readConfigFor, announcer } from '@tuntas/service';
import { KeyRotation } from '../apps/intake/dist/storage/key-rotation.js';

const say = announcer('rotate');
try {
  const config = readConfigFor(requiredByRotate);
  const secrets = loadSecrets(config);
  const server = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres({ home: config.home, log: say });
  try {
    const database = await openAs('intake', { adminUrl: server.url }, config, secrets, 1);
    try {
      const rotation = new KeyRotation(database, say);
      await rotation.identities(secrets.vault);
      await rotation.codes(secrets.codes);
      say(
        'Answers kept for retries are not sealed anew: they are forgotten after seven days, and older keys of theirs with them.',
      );
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
