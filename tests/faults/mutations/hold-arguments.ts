/** Lab arguments: decisions are held across due times, repeatedly, with two instances of every service. */
export const holdArguments = [
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
  '--settle-timeout',
  '40',
];
