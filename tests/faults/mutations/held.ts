/** Decisions are held across due instants, again and again, while two of everything are at work. */
export const held = [
  '--seed',
  '11',
  '--minutes',
  '0.75',
  '--instances',
  '2',
  '--clients',
  '16',
  '--faults',
  'hold',
  '--every',
  '0.4-0.8',
  '--patience',
  '40',
];
