import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a process of the operating system has used; Linux only: elsewhere nothing is told. */
export class Meter {
  constructor(private readonly pids: () => readonly number[]) {}

  /** CPU seconds so far, those of children that ended included. */
  seconds(): number {
    return this.pids().reduce((sum, pid) => sum + secondsOf(pid), 0);
  }

  /** Bytes of memory that it holds now. */
  memory(): number {
    return this.pids().reduce((sum, pid) => {
      const line = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`));
      return sum + Number(line?.[1] ?? 0) * 1024;
    }, 0);
  }
}

export const meterOf = (pid: number): Meter => new Meter(() => [pid]);

/** The server's first process, from that of one connection, with all that it started. */
export function meterOfPostgres(backendPid: number): Meter | null {
  const first = parentOf(backendPid);
  if (!first || !/postgres/.test(read(`/proc/${first}/comm`))) return null;
  return new Meter(() => [first, ...childrenOf(first)]);
}

/** Ticks are hundredths of a second on every Linux that Node runs on. */
function secondsOf(pid: number): number {
  const fields = statOf(pid);
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0) / 100;
}

const parentOf = (pid: number): number => Number(statOf(pid)[1] ?? 0);

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

/** The fields after the name, which may hold spaces: state, parent, … */
function statOf(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

export interface Running {
  readonly url: string;
  readonly meter: Meter;
  stop(): Promise<void>;
}

/** A server in a process of its own, ready once it has written its address. */
export async function startProcess(
  script: string,
  env: Readonly<Record<string, string>>,
  address: RegExp,
  nodeFlags: readonly string[] = [],
): Promise<Running> {
  const child = spawn(process.execPath, [...nodeFlags, script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await addressOf(child, address);
  return {
    url,
    meter: meterOf(child.pid ?? 0),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function addressOf(child: ChildProcess, address: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output: string | null = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code}.\n${output}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (output === null) return; // what it logs later is read and dropped
      output += text;
      const found = address.exec(output)?.[1];
      if (!found) return;
      output = null;
      resolve(found);
    });
  });
}
