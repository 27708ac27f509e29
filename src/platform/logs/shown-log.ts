import type { Recorder } from '../access/actor.js';

/** Whoever keeps an account of what is shown to whom. */
export abstract class ShownLog {
  /** `found`: what else stands in the answer than what the route names; a file that is sent has nothing. */
  abstract noteShown(actor: Recorder, route: string, params: Named, found: Named): void;
}

export type Named = Readonly<Record<string, unknown>>;
