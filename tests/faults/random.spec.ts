import { randomOf } from './lab/random.js';

const drawn = (random: { fraction(): number }, count = 5): number[] =>
  Array.from({ length: count }, () => random.fraction());

describe('random source with a seed', () => {
  test('returns the same values for the same seed, and others for another seed', () => {
    expect(drawn(randomOf(42))).toEqual(drawn(randomOf(42)));
    expect(drawn(randomOf(42))).not.toEqual(drawn(randomOf(43)));
  });

  test('has branches that do not depend on earlier draws', () => {
    const [one, other] = [randomOf(42), randomOf(42)];
    drawn(other, 100);
    expect(drawn(one.branch('kill'))).toEqual(drawn(other.branch('kill')));
    expect(drawn(one.branch('kill'))).not.toEqual(drawn(one.branch('pause')));
    expect(drawn(one.branch('a').branch('b'))).not.toEqual(drawn(one.branch('b').branch('a')));
  });

  test('draws evenly, both bounds included', () => {
    const random = randomOf(7);
    const counts = new Map<number, number>();
    for (let i = 0; i < 6_000; i += 1) counts.set(random.between(1, 6), (counts.get(random.between(1, 6)) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const picked = Array.from({ length: 6_000 }, () => random.pick(['a', 'b', 'c']));
    for (const letter of ['a', 'b', 'c']) expect(picked.filter(each => each === letter).length).toBeGreaterThan(1_800);
    expect(() => random.pick([])).toThrow();
  });
});
