import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  readonly link?: boolean;
  readonly integrity?: string;
}

test('every package in the lock file has an integrity hash, so that a registry cannot serve a different one', () => {
  const { packages } = JSON.parse(readFileSync(join(__dirname, '../../package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>;
  };
  const fetched = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
  expect(fetched.length).toBeGreaterThan(100);
  expect(
    fetched.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')).map(([path]) => path),
  ).toEqual([]);
});
