import type { TestResponse } from '../support/app.js';
import type { DomainEvent } from './facts.js';
import type { World } from './world.js';

/** The answer that must come: a refusal with what it tells, or what the answer's ids make of the world. */
export type Verdict =
  | {
      readonly ok: false;
      readonly status: number;
      readonly code: string;
      readonly reported: Readonly<Record<string, unknown>>;
    }
  | {
      readonly ok: true;
      readonly status: number;
      readonly contract: string | null;
      readonly facts: (body: TestResponse['body']) => readonly DomainEvent[];
      readonly shows: (after: World, body: TestResponse['body']) => readonly [unknown, unknown][];
    };

export const refuse = (status: number, code: string, reported: Record<string, unknown> = {}): Verdict => ({
  ok: false,
  status,
  code,
  reported,
});

/** `shows`: pairs of what the answer says and what it must say. */
export const accept = (
  status: number,
  contract: string | null,
  facts: (body: TestResponse['body']) => readonly DomainEvent[],
  shows: (after: World, body: TestResponse['body']) => readonly [unknown, unknown][] = () => [],
): Verdict => ({ ok: true, status, contract, facts, shows });
