import type { ChildProcess } from 'node:child_process';

export const forkPostgres: (home: string, kind: 'kept' | 'throwaway') => Promise<{ url: string; keeper: ChildProcess }>;
