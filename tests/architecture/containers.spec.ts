import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { services as ours } from '../../libs/contracts/src/index.js';
import { gatewaySettings } from '../../apps/gateway/src/gateway.settings.js';
import { intakeSettings } from '../../apps/intake/src/intake.settings.js';
import { readConfig, readSettings, type ServiceSettings } from '../../libs/platform/src/config/config.js';
import {
  requiredByBootstrap,
  requiredByGateway,
  requiredByService,
} from '../../libs/platform/src/config/required-settings.js';

const root = join(__dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const fileExists = (path: string): boolean => existsSync(join(root, path));

interface Container {
  readonly build?: object;
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly networks?: { readonly default: { readonly ipv4_address: string } };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
const { services: containers } = parse(text('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Container>;
};
const container = (name: string): Container => containers[name]!;
const processes = Object.entries(containers).filter(([, { image }]) => image === 'tuntas');

/** Instructions of the Dockerfile, one per line. */
const instructions = text('deploy/Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter(Boolean)
  .map(line => line.trim().split(/\s+/));
const instructed = (keyword: string): string[][] =>
  instructions.filter(([word]) => word === keyword).map(([, ...words]) => words);
const imageEnvironment = Object.fromEntries(
  instructed('ENV')
    .flat()
    .map(setting => setting.split('=') as [string, string]),
);
const copied = instructed('COPY')
  .filter(([first]) => !first!.startsWith('--from='))
  .flatMap(words => words.slice(0, -1));
/** The variables that the process reads: those of every process and those of its own service. */
const variablesOf = (name: string): ReadonlySet<string> =>
  new Set(
    ['libs/platform/src/config/config.ts', `apps/${name}/src/${name}.settings.ts`]
      .filter(fileExists)
      .flatMap(path => [...text(path).matchAll(/^ +([A-Z][A-Z_]+):/gm)].map(([, variable]) => variable!)),
  );

const needsOf = (name: string) =>
  name === 'gateway'
    ? requiredByGateway
    : name === 'bootstrap'
      ? requiredByBootstrap
      : requiredByService(name as (typeof ours)[number]);
const environmentOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...imageEnvironment, ...container(name).environment }).map(([setting, value]) => [
      setting,
      String(value),
    ]),
  );
const settingsOf = { gateway: [gatewaySettings], intake: [intakeSettings] } as Readonly<
  Record<string, readonly ServiceSettings[]>
>;
const configOf = (name: string) => readSettings(settingsOf[name] ?? [], needsOf(name), environmentOf(name)).config;

/** The source file of a built entry point, or the entry point itself. */
const sourceOf = (entry: string): string => entry.replace('/dist/', '/src/').replace(/\.js$/, '.ts');

describe('docker-compose.yml', () => {
  it('starts each service, the gateway and the bootstrap from an existing entry point', () => {
    expect(processes.map(([name]) => name).sort()).toEqual([...ours, 'gateway', 'bootstrap'].sort());
    expect(processes.map(([name, { command }]) => `${name} ${command!.join(' ')}`).sort()).toEqual(
      [
        ...[...ours, 'gateway'].map(name => `${name} apps/${name}/dist/main.js`),
        'bootstrap deploy/bootstrap.mjs',
      ].sort(),
    );
    expect(processes.map(([, { command }]) => sourceOf(command![0]!)).filter(path => !fileExists(path))).toEqual([]);
  });

  it('builds the image once, since Compose builds in parallel and parallel builds of one tag fail', () => {
    expect(processes.filter(([, { build }]) => build).map(([name]) => name)).toEqual(['bootstrap']);
  });

  it.each(processes.map(([name]) => name))('gives %s a valid configuration without unused settings', name => {
    expect(configOf(name).host).toBe('0.0.0.0');
    expect(Object.keys(container(name).environment).filter(setting => !variablesOf(name).has(setting))).toEqual([]);
  });

  it('lists every service as an upstream of the gateway, which waits until all are healthy', () => {
    const { settings } = readSettings([gatewaySettings], requiredByGateway, environmentOf('gateway'));
    expect(settings[0].upstreams).toEqual(
      ours.map(service => ({ service, url: `http://${service}:${imageEnvironment['PORT']}` })),
    );
    expect(container('gateway').depends_on).toEqual(
      Object.fromEntries(ours.map(service => [service, { condition: 'service_healthy' }])),
    );
  });

  it('starts services after the bootstrap, and the bootstrap after database and Kafka are healthy', () => {
    for (const service of ours)
      expect(container(service).depends_on).toEqual({ bootstrap: { condition: 'service_completed_successfully' } });
    expect(container('bootstrap').depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      kafka: { condition: 'service_healthy' },
    });
  });

  it('makes services trust proxy headers of the gateway only', () => {
    for (const service of ours)
      expect(configOf(service).trustedProxies).toEqual([container('gateway').networks!.default.ipv4_address]);
  });

  it('passes the superuser password to the bootstrap only', () => {
    const { POSTGRES_DB, POSTGRES_PASSWORD } = container('postgres').environment;
    expect(configOf('bootstrap').databaseUrl).toBe(
      `postgres://postgres:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`,
    );
    for (const service of ours) expect(configOf(service).databaseUrl).toBe(`postgres://postgres:5432/${POSTGRES_DB}`);
  });

  it('runs a supported PostgreSQL version and the Kafka version of the tests', () => {
    expect(Number(/^postgres:(\d+)$/.exec(container('postgres').image)?.[1])).toBeGreaterThanOrEqual(16);
    const [, tested] = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([\d.]+)</.exec(
      text('deploy/kafka/pom.xml'),
    )!;
    expect(container('kafka').image).toBe(`apache/kafka:${tested}`);
  });

  it('connects services to an address that Kafka advertises', () => {
    const advertised = String(container('kafka').environment['KAFKA_ADVERTISED_LISTENERS'])
      .split(',')
      .map(listener => listener.split('://')[1]);
    for (const [name] of processes.filter(([each]) => each !== 'gateway'))
      expect(advertised).toEqual(expect.arrayContaining([...configOf(name).kafka!.brokers]));
  });

  it('publishes ports on the loopback interface only', () => {
    const published = Object.values(containers).flatMap(({ ports }) => ports ?? []);
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter(port => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});

describe('deploy/Dockerfile', () => {
  it('copies only existing files that .dockerignore does not exclude', () => {
    const [first, ...rest] = text('.dockerignore')
      .split('\n')
      .filter(line => line && !line.startsWith('#'));
    const included = rest.filter(line => line.startsWith('!')).map(line => line.slice(1));
    expect(first).toBe('*');
    expect(included.filter(path => !fileExists(path))).toEqual([]);
    expect(included.filter(path => !copied.some(source => path === source || path.startsWith(`${source}/`)))).toEqual(
      [],
    );
    expect(copied.filter(source => !included.some(path => path === source || path.startsWith(`${source}/`)))).toEqual(
      [],
    );
  });

  it('sets only environment variables that a process reads', () => {
    expect(Object.keys(imageEnvironment)).toEqual(expect.arrayContaining(['NODE_ENV', 'HOST', 'PORT', 'TUNTAS_HOME']));
    expect(Object.keys(imageEnvironment).filter(setting => !variablesOf('bootstrap').has(setting))).toEqual([]);
  });

  it('runs as a non-root user with a numeric id, on a supported Node version', () => {
    expect(instructed('USER').at(-1)).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    const bases = instructed('FROM')
      .map(([image]) => image!)
      .filter(image => image.includes(':'));
    expect(bases).toEqual([expect.stringMatching(/^node:\d+-/)]);
    const oldest = Number(
      /\d+/.exec((JSON.parse(text('package.json')) as { engines: { node: string } }).engines.node)![0],
    );
    expect(Number(/\d+/.exec(bases[0]!)![0])).toBeGreaterThanOrEqual(oldest);
  });

  it('starts an existing file and checks the health of an existing endpoint', () => {
    const files = [...instructed('CMD'), ...instructed('HEALTHCHECK')].map(
      words => /"([^"]+\.m?js)"/.exec(words.join(' '))![1]!,
    );
    expect(files).toHaveLength(2);
    expect(files.map(sourceOf).filter(path => !fileExists(path))).toEqual([]);
  });
});

describe('deploy/kafka/create-topic.sh', () => {
  it('has the same defaults as the configuration', () => {
    const defaults = Object.fromEntries(
      [...text('deploy/kafka/create-topic.sh').matchAll(/\$\{(KAFKA_[A-Z]+):-([^}]+)\}/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    const { topic, partitions, replication } = readConfig({ KAFKA_BROKERS: 'kafka:9092' }).kafka!;
    expect(defaults).toEqual({
      KAFKA_TOPIC: topic,
      KAFKA_PARTITIONS: String(partitions),
      KAFKA_REPLICATION: String(replication),
      KAFKA_HOME: '/opt/kafka',
    });
  });
});
