import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsFor, roleNames } from '@tuntas/database';

const folder = 'libs/database/src/migrations';
const files = readdirSync(folder)
  .filter(file => /^\d/.test(file))
  .sort();
const names = migrationsFor(roleNames('any')).map(Migration => new Migration().name!);

describe('migrations', () => {
  test('are files with consecutive numbers, one step each, listed in the same order', () => {
    expect(files.map(file => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
    expect(
      files.flatMap(file => readFileSync(join(folder, file), 'utf8').match(/(?<=^ {2}name: ')\w+(?=',$)/gm)),
    ).toEqual(names);
  });

  test('have ascending timestamps in their names, by which TypeORM orders them', () => {
    const timestamps = names.map(name => Number(name.slice(-13)));
    expect(timestamps).toEqual([...new Set(timestamps)].sort((one, other) => one - other));
  });
});
