import type { Mutation } from './mutation.js';

const file = 'libs/eventlog/dist/kafka-event-log.js';

export const deleteBeforeSend: Mutation = {
  name: 'delete-before-send',
  fault: 'the relay deletes events before it sends them to Kafka: they are lost if the broker goes away',
  patches: [
    {
      file,
      find: 'const ends = await this.send(sound, startedAt);',
      replace: `await relayDatabase.run('DELETE FROM eventlog.outbox WHERE id = ANY($1)', [sound.map(({ id }) => id)]);
        const ends = await this.send(sound, startedAt);`,
    },
  ],
  expects: ['gap', 'lost', 'stuck'],
  lab: [
    '--seed',
    '11',
    '--minutes',
    '0.75',
    '--log',
    'kafka',
    '--faults',
    'broker',
    '--every',
    '5-8',
    '--settle-timeout',
    '40',
  ],
};
