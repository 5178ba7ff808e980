import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pothole } from './city.js';
import { Command } from './command.js';

const root = join(__dirname, '../..');
const oneProcess = 'apps/all-in-one/dist/main.js';
const json = { 'content-type': 'application/json' };

/** The built system as `npm start` runs it, in its own process. */
export class BuiltSystem extends Command {
  /** @param env environment of the process; only the path and the home folder are inherited */
  static start(env: Readonly<Record<string, string>>): Promise<BuiltSystem> {
    return this.startOn(process.execPath, env);
  }

  /** @param node the Node.js executable */
  static async startOn(node: string, env: Readonly<Record<string, string>>): Promise<BuiltSystem> {
    const system = new BuiltSystem(...this.lineOf(node, [oneProcess], env));
    await system.waitForOutput(/Ready at \S+/);
    return system;
  }

  /** Builds the command line of a built program. @throws Error if the system is not built */
  protected static lineOf(
    node: string,
    program: readonly string[],
    env: Readonly<Record<string, string>>,
  ): ConstructorParameters<typeof Command> {
    if (!existsSync(join(root, oneProcess)))
      throw new Error('The system is not built: run `npm run build` first, or run the tests with `npm test`.');
    return [[node, ...program], { PORT: '0', ...env }];
  }

  get url(): string {
    return /Ready at (\S+)/.exec(this.output)![1]!;
  }

  /** Lodges a complaint as a clerk. @returns the HTTP status */
  async lodge(): Promise<number> {
    const token = await fetch(`${this.url}/dev/token`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ role: 'counter_clerk' }),
    });
    const { accessToken } = (await token.json()) as { accessToken: string };
    return (
      await fetch(`${this.url}/v1/complaints`, {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${accessToken}` },
        body: JSON.stringify(pothole),
      })
    ).status;
  }
}
