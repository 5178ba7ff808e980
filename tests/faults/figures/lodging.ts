import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, HttpClient } from './http-client.js';

/** Lodges a pothole complaint, which a rule assigns to an office. */
export const lodge = (caller: HttpClient, key: string, different: object = {}): Promise<Answer> =>
  caller.post(
    '/v1/complaints',
    {
      channel: 'counter',
      counter: 'MPP-03',
      category: 'roads.pothole',
      subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
      description: `Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda. ${key}`,
      location: { regionCode: '63.71.04.1010', address: 'Jl. Padat Karya' },
      complainant: { name: 'Siti Rahmah', phone: '+6281234567890' },
      consentToOmbudsman: true,
      ...different,
    },
    { as: 'counter_clerk', key },
  );
/** The officer who decides on it. */
export const officer = 'officer:PUPR';

/** One call of an open-loop load; `answer` is null without a response. */
export interface OpenLoopCall {
  readonly key: string;
  readonly answer: Answer | null;
  readonly at: number;
}

/** Lodges at a fixed rate, independent of the responses (open loop), until it is over. */
export const lodgeOpenLoop = async (
  caller: HttpClient,
  name: string,
  perSecond: number,
  isOver: () => boolean,
  different: object = {},
): Promise<readonly OpenLoopCall[]> => {
  const calls: Promise<OpenLoopCall>[] = [];
  for (const from = performance.now(); !isOver();) {
    while (!isOver() && calls.length < ((performance.now() - from) / 1000) * perSecond) {
      const [key, at] = [`${name}-${calls.length}`, performance.now()];
      calls.push(
        lodge(caller, key, different)
          .catch(() => null)
          .then(answer => ({ key, answer, at })),
      );
    }
    await pause(1);
  }
  return Promise.all(calls);
};

/** Returns a function that is true after the given time. */
export const after = (ms: number): (() => boolean) => {
  const end = performance.now() + ms;
  return () => performance.now() >= end;
};

export const accepted = (calls: readonly OpenLoopCall[]): readonly OpenLoopCall[] =>
  calls.filter(({ answer }) => answer?.status === 201);
export const latencies = (calls: readonly OpenLoopCall[]): readonly number[] =>
  accepted(calls).map(({ answer }) => answer!.ms);
export const idOf = ({ answer }: OpenLoopCall): string => (JSON.parse(answer!.text) as { id: string }).id;
