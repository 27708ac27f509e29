import { expect, test } from '@jest/globals';
import { Crowded, FairSemaphore } from '../../../src/platform/fair-semaphore.js';

/** Work that is done when it is told to be; `order` is who was served, in turn. */
function bench(limits: { atOnce: number; waiting: number; waitingPerCaller: number }) {
  const time = { now: 0 };
  const semaphore = new FairSemaphore(limits, () => time.now);
  const order: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (...callers: string[]) =>
    semaphore
      .run(callers, async () => {
        order.push(callers.join());
        await new Promise<void>((end) => ends.push(end));
        return 'served';
      })
      .catch((error: unknown) => (error instanceof Crowded ? 'refused' : 'failed'));
  const serveAll = async () => {
    for (let turn = 0; turn < 200; turn += 1) {
      await new Promise((next) => setImmediate(next));
      ends.shift()?.();
    }
  };
  return { ask, order, serveAll, time };
}

test('somebody who comes for the first time goes before those who came often', async () => {
  const { ask, order, serveAll } = bench({ atOnce: 1, waiting: 100, waitingPerCaller: 100 });
  for (let i = 0; i < 20; i += 1) void ask('flood');
  void ask('new');
  await serveAll();

  expect(order.slice(0, 2)).toEqual(['flood', 'new']);
  expect(order).toHaveLength(21);
});

test('work is counted against its address and its account alike', async () => {
  const { ask, order, serveAll } = bench({ atOnce: 1, waiting: 400, waitingPerCaller: 400 });
  for (let i = 0; i < 50; i += 1) void ask(`address ${i}`, 'guessed account');
  for (let i = 0; i < 50; i += 1) void ask('flooding address', `account ${i}`);
  void ask('own address', 'own account');
  await serveAll();

  expect(order[1]).toBe('own address,own account');
});

test('among equals the last to come is served first', async () => {
  const { ask, order, serveAll } = bench({ atOnce: 1, waiting: 100, waitingPerCaller: 100 });
  for (const caller of ['a', 'b', 'c', 'd']) void ask(caller);
  await serveAll();

  expect(order).toEqual(['a', 'd', 'c', 'b']);
});

test('a caller has a share of the room, and loses it to itself alone', async () => {
  const { ask, serveAll } = bench({ atOnce: 1, waiting: 100, waitingPerCaller: 3 });
  const flood = Array.from({ length: 10 }, () => ask('flood'));
  const others = ['a', 'b'].map((caller) => ask(caller));
  await serveAll();

  const answers = await Promise.all(flood);
  expect(answers.filter((one) => one === 'served')).toHaveLength(4);
  expect(answers.filter((one) => one === 'refused')).toHaveLength(6);
  expect(await Promise.all(others)).toEqual(['served', 'served']);
});

test('when all the room is taken, the one who would be last is sent away', async () => {
  const { ask, serveAll } = bench({ atOnce: 1, waiting: 5, waitingPerCaller: 5 });
  const flood = Array.from({ length: 6 }, () => ask('flood'));
  const newcomer = ask('new');
  await serveAll();

  expect(await newcomer).toBe('served');
  expect((await Promise.all(flood)).filter((one) => one === 'refused')).toHaveLength(1);
});

test('what somebody did is forgotten after a minute', async () => {
  const { ask, order, serveAll, time } = bench({ atOnce: 1, waiting: 100, waitingPerCaller: 100 });
  for (let i = 0; i < 5; i += 1) void ask('once busy');
  await serveAll();
  time.now = 61_000;
  order.length = 0;
  void ask('first');
  void ask('new');
  void ask('once busy');
  await serveAll();

  expect(order).toEqual(['first', 'once busy', 'new']);
});

test('work that fails gives its place back', async () => {
  const semaphore = new FairSemaphore({ atOnce: 1, waiting: 1, waitingPerCaller: 1 });
  await expect(semaphore.run(['a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(await semaphore.run(['a'], () => Promise.resolve(1))).toBe(1);
});
