import { readFileSync } from 'node:fs';

/**
 * What tells a process from a later one that was given the same number: when it started, and since
 * which start of the machine. Null when no such process runs (a dead one that nobody has collected
 * yet does not run).
 */
export function processIdentity(pid: number): string | null {
  if (process.platform !== 'linux') return isSignalled(pid) ? 'running' : null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0] ?? '';
    if ('ZX'.includes(state)) return null;
    return `${bootIdentity()}:${fields[19]}`;
  } catch {
    return null;
  }
}

/** The command a process was started with; empty when it cannot be known. */
export function processCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function bootIdentity(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function isSignalled(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
