import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { descendantsOf, kill } from '../../kit/processes.js';

interface Server {
  /** Connection URL of the superuser. */
  readonly url: string;
  /** The data folder. */
  readonly folder: string;
  readonly pid: number;
}

/** The PostgreSQL server of the lab, with full durability. It is restarted on its port and data whenever it ends. */
export class LabDatabase {
  private constructor(
    private readonly keeper: ChildProcess,
    private server: Server,
  ) {
    keeper.on('message', message => {
      this.server = message as Server;
    });
  }

  static async start(home: string, port: number, logFile: string): Promise<LabDatabase> {
    const log = openSync(logFile, 'a', 0o600);
    const keeper = fork(fileURLToPath(new URL('database-keeper.ts', import.meta.url)), [home, String(port)], {
      execArgv: ['--import', new URL('../../kit/typescript.mjs', import.meta.url).href],
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const failed = once(keeper, 'exit').then(() => {
      throw new Error(`The database did not start: see ${logFile}.`);
    });
    const [server] = (await Promise.race([once(keeper, 'message'), failed])) as [Server];
    failed.catch(() => undefined); // from now on, the lab itself ends the server
    return new LabDatabase(keeper, server);
  }

  get url(): string {
    return this.server.url;
  }
  get folder(): string {
    return this.server.folder;
  }
  get pid(): number {
    return this.server.pid;
  }

  /** Sends SIGKILL to the server and all its children. Resolves once it accepts connections again. */
  async kill(): Promise<void> {
    const { pid } = this;
    const again = new Promise<void>(resolve => {
      const look = (): void => {
        if (this.pid === pid) return;
        this.keeper.off('message', look);
        resolve();
      };
      this.keeper.on('message', look);
    });
    const children = descendantsOf(pid);
    kill([pid, ...children]);
    await again;
  }

  async stop(): Promise<void> {
    if (this.keeper.exitCode !== null || this.keeper.signalCode !== null) return;
    this.keeper.disconnect();
    await once(this.keeper, 'exit');
  }
}
