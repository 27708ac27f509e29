import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findForeign, tidyFileName } from '../../../src/features/evidence/evidence.rules.js';
import type { DaysShown, Shown } from '../../../src/features/evidence/evidence.types.js';
import type { Day } from '../../../src/kernel/days.js';
import { runs, SEED } from '../../support/runs.js';

test.each([
  ['plateau.jpg', 'plateau.jpg'],
  ['C:\\photos\\plateau é.jpg', 'plateau é.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['plateau\u202egpj.exe', 'plateaugpj.exe'], // would be read backwards
  ['a\u0000b\nc.jpg', 'abc.jpg'],
  ['  ..caché..  ', 'caché'],
  ['un   nom\u00a0long .pdf', 'un nom long .pdf'],
  ['e\u0301te.png', 'éte.png'],
  ['<a href="x">?*|:.png', 'a href=x.png'],
  ['😀'.repeat(300), '😀'.repeat(120)],
  ['dossier/', null],
  ['...', null],
  ['\u200b', null],
  ['', null],
  [null, null],
])('%j is kept as %j', (sent, kept) => {
  expect(tidyFileName(sent)).toBe(kept);
});

test('whatever it is called, the name is short, of one line, in no folder, and stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
      const kept = tidyFileName(sent);
      if (kept === null) return;
      expect([...kept].length).toBeLessThanOrEqual(120);
      expect(kept).not.toMatch(/[\p{C}\p{Zl}\p{Zp}/\\<>:"|?*]|^[\s.]|\s$/u);
      expect(kept).not.toBe('');
      expect(tidyFileName(kept)).toBe(kept);
    }),
    { seed: SEED, numRuns: runs(400, 2000) },
  );
});

test('each thing that is nothing of the contract is told at its own pointer, and none that is', () => {
  const KINDS = ['observation', 'signOff', 'journalEntry'] as const;
  const state = fc.constantFrom('not sent', 'of the contract', 'foreign');
  fc.assert(
    fc.property(fc.tuple(state, state, state), (states) => {
      const shown = Object.fromEntries(
        KINDS.map((item, n) => [`${item}Id`, states[n] === 'not sent' ? null : item]),
      ) as unknown as Shown;
      const days = Object.fromEntries(
        KINDS.map((item, n) => [item, states[n] === 'of the contract' ? ('2026-03-10' as Day) : null]),
      ) as unknown as DaysShown;

      expect(findForeign(shown, days).map(({ pointer, code }) => [pointer, code])).toEqual(
        KINDS.filter((_, n) => states[n] === 'foreign').map((item) => [`/${item}Id`, 'unknown_reference']),
      );
    }),
  );
});
