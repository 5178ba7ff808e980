import fc from 'fast-check';
import { routeByRule, rulesFromCategories, type Routable, type RoutingRules } from './routing-rule.js';

const rules: RoutingRules = {
  version: 7,
  rules: [
    { category: 'waste.collection', region: '63.71.04', office: 'KEC-UTARA' },
    { category: 'waste.collection', region: null, office: 'DLH' },
    { category: 'waste.collection', region: '63.71.04.1010', office: 'KEL-SUNGAI-ANDAI' },
    { category: 'roads.pothole', region: null, office: 'PUPR' },
  ],
};
const complaint: Routable = {
  category: 'roads.pothole',
  regionCode: null,
  classification: 'ordinary_complaint',
  allegedMaladministration: [],
};
const office = (change: Partial<Routable>) => routeByRule({ ...complaint, ...change }, rules)?.office ?? null;

describe('routeByRule', () => {
  it('returns the office and the version of the rules', () => {
    expect(routeByRule(complaint, rules)).toEqual({ office: 'PUPR', ruleVersion: 7 });
  });

  it('prefers the rule with the most specific region', () => {
    expect(office({ category: 'waste.collection', regionCode: '63.71.04.1010' })).toBe('KEL-SUNGAI-ANDAI');
    expect(office({ category: 'waste.collection', regionCode: '63.71.04.1001' })).toBe('KEC-UTARA');
    expect(office({ category: 'waste.collection', regionCode: '63.71.01' })).toBe('DLH');
    expect(office({ category: 'waste.collection', regionCode: null })).toBe('DLH');
  });

  it('does not match a region code that only shares a prefix', () => {
    expect(office({ category: 'waste.collection', regionCode: '63.71.041' })).toBe('DLH');
  });

  it('returns null for a complaint without a category or without a rule', () => {
    expect(office({ category: null })).toBeNull();
    expect(office({ category: 'other' })).toBeNull();
  });

  it('routes supervisory complaints and alleged levies to the inspectorate, whatever their category', () => {
    expect(office({ classification: 'supervisory_complaint' })).toBe('INSPEKTORAT');
    expect(office({ classification: 'supervisory_complaint', category: null })).toBe('INSPEKTORAT');
    expect(office({ allegedMaladministration: ['demand_for_payment'] })).toBe('INSPEKTORAT');
  });

  it('does not depend on the order of the rules', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...rules.rules], { minLength: 4 }),
        fc.constantFrom('63.71.04.1010', '63.71.04', '63.71', null),
        (shuffled, regionCode) => {
          const routable = { ...complaint, category: 'waste.collection', regionCode };
          expect(routeByRule(routable, { version: 7, rules: shuffled })).toEqual(routeByRule(routable, rules));
        },
      ),
    );
  });
});

describe('rulesFromCategories', () => {
  it('returns one rule per category with an office', () => {
    expect(
      rulesFromCategories(
        [
          { code: 'roads.pothole', office: 'PUPR' },
          { code: 'other', office: '' },
          { code: 'new', office: null },
        ],
        1,
      ),
    ).toEqual({ version: 1, rules: [{ category: 'roads.pothole', region: null, office: 'PUPR' }] });
  });
});
