import { join } from 'node:path';
import { startBroker, whatIsMissing } from '../../kafka/broker.mjs';
import { say } from '../prepare.mjs';
import { SupervisedProcess } from './supervised-process.mjs';

/** A supervised Kafka broker on this machine. @throws Error with one sentence if a required program is missing */
export const localBroker = async home => {
  const missing = await whatIsMissing();
  if (missing)
    throw new Error(`${missing} Or keep the event log in PostgreSQL: npm run start:services -- --without-kafka`);
  return new SupervisedProcess('kafka', address => {
    let broker;
    const started = startBroker({ home: join(home, 'kafka'), port: Number(address?.split(':')[1] ?? 0), say }).then(
      it => (broker = it),
    );
    return {
      get pid() {
        return broker?.pid;
      },
      ready: started.then(
        ({ brokers }) => brokers,
        () => new Promise(() => undefined),
      ),
      ended: started.then(
        ({ ended }) => ended,
        error => error.message,
      ),
      stop: () =>
        started.then(
          it => it.stop(),
          () => undefined,
        ),
    };
  });
};
