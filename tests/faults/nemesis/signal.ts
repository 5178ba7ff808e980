/** @returns false where that process is gone */
export const signal = (pid: number | undefined, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean => {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
};

/** For what heals by itself. */
export const nothingToHeal = async (): Promise<void> => undefined;
