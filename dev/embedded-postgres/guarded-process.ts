import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { SERVER_ENVIRONMENT, type Account } from './programs.js';

/**
 * Reads the process group to guard, then waits for the end of its input, which comes when its parent
 * is gone, however it went; then stops that group, politely for ten seconds.
 */
const WATCHDOG = `
read -r group || exit 0
read -r rest
kill -s INT -- "-$group" || exit 0
tries=0
while [ "$tries" -lt 20 ] && kill -s 0 -- "-$group"; do
  sleep 0.5
  tries=$((tries + 1))
done
kill -s QUIT -- "-$group"
`;

const REMEMBERED_LINES = 15;

export interface GuardedProcess {
  readonly hasEnded: () => boolean;
  /** Resolves when the process has ended and everything it wrote was read; true when it ended well. */
  readonly ended: Promise<boolean>;
  readonly lastLines: () => string;
  readonly signal: (signal: NodeJS.Signals) => void;
}

export interface GuardedCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly account: Account | null;
  readonly log: (line: string) => void;
}

/**
 * Starts a process that does not outlive this one, even when this one is killed without a chance to
 * stop it. It has a session of its own, so that Ctrl-C reaches us only, and we stop it in order.
 */
export function spawnGuarded(command: GuardedCommand): GuardedProcess {
  const identity = { env: SERVER_ENVIRONMENT, detached: true, ...command.account };
  const watchdog = spawn('/bin/sh', ['-c', WATCHDOG], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    ...identity,
  });
  const child = spawn(command.program, command.args, {
    cwd: command.cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...identity,
  });
  watchdog.on('error', (error) => command.log(`no watchdog: ${error.message}`));
  watchdog.stdin.on('error', () => undefined); // it was killed: the next start recovers what it would have stopped
  watchdog.stdin.write(`${child.pid ?? ''}\n`);
  watchdog.unref();
  return follow(child, watchdog, command.log);
}

function follow(child: ChildProcess, watchdog: ChildProcess, log: (line: string) => void): GuardedProcess {
  const lines: string[] = [];
  const remember = (line: string) => {
    lines.push(line);
    if (lines.length > REMEMBERED_LINES) lines.shift();
    log(line);
  };
  if (child.stderr) createInterface({ input: child.stderr }).on('line', remember);

  let hasEnded = false;
  const ended = new Promise<boolean>((resolve) => {
    const finish = (isGood: boolean) => {
      hasEnded = true;
      watchdog.kill('SIGKILL');
      resolve(isGood);
    };
    child.once('error', (error) => {
      remember(error.message);
      if (child.pid === undefined) finish(false);
    });
    child.once('exit', () => watchdog.kill('SIGKILL')); // its number may now be given to another process
    child.once('close', (code) => finish(code === 0));
  });
  return {
    ended,
    hasEnded: () => hasEnded,
    lastLines: () => lines.join('\n'),
    signal: (signal) => void child.kill(signal),
  };
}
