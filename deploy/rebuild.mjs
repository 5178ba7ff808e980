// Has the read side made anew from the log: cards, timelines, the summary. The events are then heard from the first one
// on, by queries itself.
import { startEmbeddedPostgres } from '@tuntas/database';
import { hearAnew } from '@tuntas/eventlog';
import { needsOfRebuild, readConfigFor, speaker } from '@tuntas/service';

const say = speaker('rebuild');
try {
  const config = readConfigFor(needsOfRebuild);
  const server = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres({ home: config.home, log: say });
  try {
    const events = await hearAnew(server.url, 'queries');
    say(
      `The read side is empty; ${events} events are to be heard anew.${config.databaseUrl ? '' : ' Start Tuntas to have that done.'}`,
    );
    if (config.kafka) say('On Kafka start queries again: it looks for its place when it joins its group.');
  } finally {
    await server.stop();
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
