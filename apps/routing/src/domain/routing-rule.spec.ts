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

describe('routing by rule', () => {
  it('names the office and the version of the rules', () => {
    expect(routeByRule(complaint, rules)).toEqual({ office: 'PUPR', ruleVersion: 7 });
  });

  it('prefers the nearest region', () => {
    expect(office({ category: 'waste.collection', regionCode: '63.71.04.1010' })).toBe('KEL-SUNGAI-ANDAI');
    expect(office({ category: 'waste.collection', regionCode: '63.71.04.1001' })).toBe('KEC-UTARA');
    expect(office({ category: 'waste.collection', regionCode: '63.71.01' })).toBe('DLH');
    expect(office({ category: 'waste.collection', regionCode: null })).toBe('DLH');
  });

  it('takes a region for itself and its parts, not for a number that begins alike', () => {
    expect(office({ category: 'waste.collection', regionCode: '63.71.041' })).toBe('DLH');
  });

  it('leaves to the coordinator what has no category or no rule', () => {
    expect(office({ category: null })).toBeNull();
    expect(office({ category: 'other' })).toBeNull();
  });

  it('sends what is said about conduct to the inspectorate before any category', () => {
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
          const asked = { ...complaint, category: 'waste.collection', regionCode };
          expect(routeByRule(asked, { version: 7, rules: shuffled })).toEqual(routeByRule(asked, rules));
        },
      ),
    );
  });
});

describe('the rules of the categories', () => {
  it('are one per category with an office', () => {
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
