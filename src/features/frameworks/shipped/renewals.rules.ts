import type { MappingContent } from '../mappings/mappings.types.js';

/**
 * What a sheet that took the place of another for the same diploma is made of, where the competencies are the same: the
 * framework, its ladder and the mapping follow from those of the old sheet, so that each title stands in one file.
 */

/** A document as its file has it. */
export type Shipped = Readonly<Record<string, unknown>>;

/** What is told of the old sheet and not of the new one. */
const OF_THE_SHEET = [
  'rncp',
  'rncpEffectiveAt',
  'rncpExpiresAt',
  'rncpSuccessor',
  'rncpPredecessors',
  'verified',
  'verifiedScope',
  'source',
];

/** Which version of which framework a renewal takes the place of; null where its file does not say it. */
export function renewedBy({ renews }: Shipped): { readonly code: string; readonly version: string } | null {
  const { code, version } = (renews ?? {}) as Shipped;
  return typeof code === 'string' && typeof version === 'string' ? { code, version } : null;
}

const without = (document: Shipped, names: readonly string[]): Shipped =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)));

/** The framework under the new sheet: the same blocks and competencies, without the block codes that nobody read. */
export const renewFramework = (old: Shipped, renewal: Shipped): Shipped => ({
  ...without(old, OF_THE_SHEET),
  ...without(renewal, ['renews']),
  carriedOverFrom: old['rncp'],
  blocks: (old['blocks'] as readonly Shipped[]).map((block) => without(block, ['rncpBlockCode'])),
});

/**
 * What is shipped of a ladder, on the framework under the new sheet. It keeps its code: what an employer declared of its missions, and
 * what was observed in an earlier contract, goes on to count.
 */
export const rebaseLadder = (old: Shipped, { version, rncp }: Shipped): Shipped => ({
  ...old,
  framework: { code: (old['framework'] as Shipped)['code'], version },
  title: `${String(old['title'])} (fiche ${String(rncp)})`,
});

/** Everything stands for itself, in both directions. */
export const sameContent = (
  competencies: Iterable<string>,
  levels: readonly { readonly code: string }[],
): MappingContent => ({
  competencies: [...competencies].map((code) => ({ from: code, to: code, kind: 'exact' })),
  levels: levels.map(({ code }) => ({ from: code, to: code })),
});
