import { isDeepStrictEqual } from 'node:util';
import type { TestResponse } from '../support/app.js';
import type { Command } from './commands.js';
import { dayOf } from './facts.js';
import { judge } from './judge/judge.js';
import type { Verdict } from './verdicts.js';
import { actor, record, type World } from './world.js';

export interface Sent {
  readonly command: Command;
  readonly answer: TestResponse;
}

/**
 * The worlds that these answers lead to: one for each order in which the commands could have been taken, one after the
 * other, so that each gets its answer. None: no order explains what was answered.
 */
export function* worldsAfter(world: World, sent: readonly Sent[], at: string): Generator<World> {
  if (sent.length === 0) yield world;
  for (const one of sent) {
    const verdict = judge(world, one.command, at, dayOf(at));
    if (!agrees(verdict, one.answer)) continue;
    const next = follow(world, one, verdict, at);
    if (differences(next, one, verdict).length > 0) continue;
    yield* worldsAfter(
      next,
      sent.filter((other) => other !== one),
      at,
    );
  }
}

/** Same status and code, and what the refusal tells. */
export function agrees(verdict: Verdict, { status, body }: TestResponse): boolean {
  if (verdict.ok) return status === verdict.status;
  if (status !== verdict.status || body.code !== verdict.code) return false;
  return Object.entries(verdict.reported).every(([key, value]) =>
    isDeepStrictEqual(reportedBy(body, key), value),
  );
}

/** Lists of refusals by their codes: their sentences are another test's. */
function reportedBy(body: TestResponse['body'], key: string): unknown {
  if (key === 'errors')
    return body.errors.map((one: Record<string, string>) => `${one['pointer']} ${one['code']}`);
  if (key === 'reasons') return body.reasons.map(({ code }: { code: string }) => code);
  return body[key];
}

function follow(world: World, { command, answer }: Sent, verdict: Verdict, at: string): World {
  if (!verdict.ok) return world;
  const contract = verdict.contract ?? (answer.body.id as string);
  return record(world, contract, verdict.facts(answer.body), actor(world, command.by).id, at);
}

/** What an accepted command answered besides its status, where the model says otherwise. */
export function differences(after: World, { answer }: Sent, verdict: Verdict): readonly [unknown, unknown][] {
  if (!verdict.ok) return [];
  return verdict
    .shows(after, answer.body)
    .map(([stated, wanted]): [unknown, unknown] => [likeModel(stated), wanted])
    .filter(([stated, wanted]) => !isDeepStrictEqual(stated, wanted));
}

/** A ladder as the model shows it: without what never changes. */
export function likeModel(stated: unknown): unknown {
  if (typeof stated !== 'object' || stated === null || !('levels' in stated) || !('currentLevel' in stated))
    return stated;
  const {
    contractId: _contract,
    ladderId: _ladder,
    currentLevelTitle: _current,
    ...rest
  } = stated as Record<string, unknown>;
  return {
    ...rest,
    levels: (stated.levels as Record<string, unknown>[]).map(
      ({ title: _title, requirements, missing, ...level }) => ({
        ...level,
        missing: withoutTitles(missing),
        requirements: (requirements as Record<string, unknown>[]).map(
          ({ migratedFrom: _from, title: _title, ...rest }) => rest,
        ),
      }),
    ),
  };
}

/** What is missing, without what people call it. */
const withoutTitles = (missing: unknown) =>
  (missing as Record<string, unknown>[]).map(({ level, competency }) => ({ level, competency }));

/** What was answered and what each command would have been answered first, for whoever reads a failure. */
export function explain(world: World, sent: readonly Sent[], at: string): string {
  return sent
    .map((one) => {
      const verdict = judge(world, one.command, at, dayOf(at));
      const { status, body } = one.answer;
      const wanted = verdict.ok
        ? `${verdict.status}`
        : `${verdict.status} ${verdict.code} ${JSON.stringify(verdict.reported)}`;
      const shown = agrees(verdict, one.answer)
        ? differences(follow(world, one, verdict, at), one, verdict)
        : [];
      return [
        JSON.stringify(one.command),
        `  answered ${status} ${body?.code ?? ''} ${status >= 400 ? JSON.stringify(body).slice(0, 600) : ''}`,
        `  expected ${wanted}`,
        ...shown.map(
          ([stated, model]) => `  says  ${JSON.stringify(stated)}\n  model ${JSON.stringify(model)}`,
        ),
      ].join('\n');
    })
    .join('\n');
}
