import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFramework } from '../../../src/features/frameworks/frameworks.rules.js';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import { KNOWN_SHEETS, knownSheet } from '../../../src/features/frameworks/sheets/known-sheets.rules.js';
import { listSheets, showSheet } from '../../../src/features/frameworks/sheets/shown-sheets.rules.js';
import { readShippedFiles } from '../../../src/features/frameworks/shipped/shipped-files.store.js';
import { sameContent } from '../../../src/features/frameworks/shipped/renewals.rules.js';
import { evaluateLadder } from '../../../src/features/ladder/ladder.rules.js';
import type { LadderState } from '../../../src/features/ladder/ladder.types.js';
import type { Instant } from '../../../src/kernel/days.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { runs, SEED } from '../../support/runs.js';
import { VersionHistoryModel } from '../ladder/version-history-model.js';
import { History } from '../ladder/world.js';

const LATER = '2030-01-01T00:00:00.000Z' as Instant;
const files = await readShippedFiles('data');
const frameworks = files.frameworks.map(({ content }) => readFramework(content).framework);

/** All but where a sign-off comes from. */
const plain = ({ levels, currentLevel }: LadderState) =>
  JSON.stringify([currentLevel, levels], (key, value: unknown) =>
    key === 'migratedFrom' ? undefined : value,
  );

test.each(files.rebased.map(({ from, to }) => [String(from.content['title']), from, to] as const))(
  '%s: wherever somebody moves to the renewed sheet, and back, they stand where they stood',
  (_, from, to) => {
    const ladders = [from, to].map(
      ({ content }, n) => ({ ...content, id: `l${n}` as LadderId }) as unknown as Ladder,
    );
    const [old, young] = ladders as [Ladder, Ladder];
    const pairs = old.levels.flatMap(({ code, requirements }) =>
      requirements.map(({ competency }) => ({ level: code, competency })),
    );
    const mapping = sameContent(new Set(pairs.map(({ competency }) => competency)), old.levels);
    const met = { achieved: 0, revoked: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.nat(99), { minLength: 8, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        (steps, a, b) => {
          const history = new History();
          for (const [index, step] of steps.entries()) {
            history.on(index);
            const { facts } = history;
            const signed = facts.filter((fact) => fact.kind === 'sign_off');
            const one = signed[step % Math.max(signed.length, 1)];
            if (step % 9 === 0 && one) {
              history.revoke(one.id, one.competency, one.level);
              met.revoked += 1;
              continue;
            }
            const state = evaluateLadder(old, facts, LATER);
            const level = state.levels.find(({ status }) => status !== 'achieved');
            const missing = level?.requirements.filter(({ status }) => status === 'missing') ?? [];
            if (level && missing.length > 0)
              for (const { competency } of missing) history.sign(competency, level.code);
            else if (level) history.decide(level.code).decide(level.code, 'referent');
          }
          // Acts stand between the facts: those have every third number.
          const facts = history.facts.map((fact) => ({ ...fact, sequence: fact.sequence * 3 }));
          // A half-signature falls with a move, on whatever ladder: nobody moves between the two.
          const after = (n: number) => {
            const fact = facts[n % facts.length];
            return (
              (n % facts.length) + (fact?.kind === 'level_decision' && fact.capacity === 'tutor' ? 1 : 0)
            );
          };
          const [first, second] = [after(a), after(b)].sort((x, y) => x - y) as [number, number];
          const change = (sequence: number, ladder: Ladder) => ({
            sequence,
            recordedAt: facts[Math.floor(sequence / 3)]?.recordedAt ?? LATER,
            to: ladder,
            mapping,
          });
          const away = [change(first * 3 + 4, young)];
          const back = [...away, change(second * 3 + 5, old)];
          const stayed = evaluateLadder(old, facts, LATER);
          const model = new VersionHistoryModel({ first: old, changes: away }, facts);

          const [moved, returned] = [away, back].map((changes) => evaluateLadder(old, facts, LATER, changes));
          expect(plain(moved as LadderState)).toBe(plain(stayed));
          expect(plain(returned as LadderState)).toBe(plain(stayed));
          expect(stayed.levels.map((l) => (l.reason ? `${l.status}: ${l.reason}` : l.status))).toEqual(
            young.levels.map(({ code }) => model.status(1, code, facts.length * 3 + 3)),
          );
          met.achieved += stayed.levels.filter(({ status }) => status === 'achieved').length;
        },
      ),
      { seed: SEED, numRuns: runs(25, 150) },
    );
    expect([met.achieved > 10, met.revoked > 10]).toEqual([true, true]);
  },
);

test('what a shipped framework says of its sheet is what the data of the law has', () => {
  const bySheet = new Map<string, never>();
  for (const { title, details } of frameworks) {
    const known = knownSheet(String(details['rncp']));
    expect([details['rncp'], known?.rncp]).toEqual([details['rncp'], details['rncp']]);
    const own = showSheet({ title, ownerId: null, details: { ...details } }, bySheet);
    const { rncpEffectiveAt, rncpExpiresAt, rncpSuccessor } = details;
    expect(own?.startsOn ?? null).toBe(rncpEffectiveAt ?? null);
    expect(own?.expiresOn ?? null).toBe(rncpExpiresAt ?? null);
    if (!rncpSuccessor) continue;
    const { rncp, verified } = rncpSuccessor as { rncp: string; verified: boolean };
    expect([own?.successor?.rncp, own?.successor?.isVerified]).toEqual([rncp, verified]);
  }
  expect(new Set(listSheets(bySheet).map(({ referential }) => referential))).toEqual(new Set(['unknown']));
});

test('the table of sheets in the page about the data is what the data has', () => {
  const namesOf = (folder: string) =>
    readdirSync(join('data', folder)).map(
      (file) => (JSON.parse(readFileSync(join('data', folder, file), 'utf8')) as { rncp: string }).rncp,
    );
  const [read, renewed] = [namesOf('frameworks'), namesOf('renewals')];
  const referential = (rncp: string | null) =>
    rncp && read.includes(rncp)
      ? 'read'
      : rncp && renewed.includes(rncp)
        ? 'carried over'
        : 'not known: author it';
  const rows = KNOWN_SHEETS.map(
    ({ diploma, rncp, startsOn, expiresOn, certainty }) =>
      `| ${diploma} | ${rncp ?? 'not found'} | ${startsOn ?? ''} | ${expiresOn ?? ''} | ${certainty} | ${referential(rncp)} |`,
  );

  expect(readFileSync('data/README.md', 'utf8')).toContain(rows.join('\n'));
});
