import { pathToFileURL } from 'node:url';

// Migrates and seeds with the built product in the working directory; a patched copy has its own migrations.
const { loadSecrets, prepareDatabase, readConfig } = await import(
  pathToFileURL(`${process.cwd()}/libs/platform/dist/index.js`).href
);
const config = readConfig(JSON.parse(process.argv[2]));
await prepareDatabase(config, loadSecrets(config), () => undefined);
