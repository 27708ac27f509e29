import type { TestResponse } from '../support/app.js';
import type { Happening } from './facts.js';
import type { World } from './world.js';

/** The answer that must come: a refusal with what it tells, or what the answer's ids make of the world. */
export type Verdict =
  | {
      readonly ok: false;
      readonly status: number;
      readonly code: string;
      readonly told: Readonly<Record<string, unknown>>;
    }
  | {
      readonly ok: true;
      readonly status: number;
      readonly contract: string | null;
      readonly facts: (body: TestResponse['body']) => readonly Happening[];
      readonly shows: (after: World, body: TestResponse['body']) => readonly [unknown, unknown][];
    };

export const refuse = (status: number, code: string, told: Record<string, unknown> = {}): Verdict => ({
  ok: false,
  status,
  code,
  told,
});

/** `shows`: pairs of what the answer says and what it must say. */
export const accept = (
  status: number,
  contract: string | null,
  facts: (body: TestResponse['body']) => readonly Happening[],
  shows: (after: World, body: TestResponse['body']) => readonly [unknown, unknown][] = () => [],
): Verdict => ({ ok: true, status, contract, facts, shows });
