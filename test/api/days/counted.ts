import type { Caller } from '../../support/app.js';

/** A caller, and how often they asked: what a day costs whoever lives it. */
export function counted(caller: Caller): Caller & { requests: number } {
  const send = caller.send.bind(caller);
  const one = Object.assign(caller, { requests: 0 });
  one.send = (...asked) => {
    one.requests += 1;
    return send(...asked);
  };
  return one;
}
