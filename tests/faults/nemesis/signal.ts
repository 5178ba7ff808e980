/** @returns false if the process is gone */
export const signal = (pid: number | undefined, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean => {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
};

/** For faults that heal by themselves. */
export const nothingToHeal = async (): Promise<void> => undefined;
