import type { FieldError } from '../../../src/kernel/errors.js';
import type { FrameworkTree } from '../../../src/features/frameworks/frameworks.types.js';

/** Two competencies in one block. */
export const framework: FrameworkTree = {
  code: 'DEAS',
  version: '2021',
  title: 'Aide-soignant',
  blocks: [
    {
      code: 'BC01',
      title: 'Soins',
      competencies: [
        { code: 'C1', title: 'Accompagner' },
        { code: 'C2', title: 'Prévenir' },
      ],
    },
  ],
  details: {},
};

/** The smallest ladder that works, as it is sent. */
export const ladder = () => ({
  code: 'tiny',
  title: 'Parcours',
  levels: [
    {
      code: 'observation',
      title: 'Observation',
      supervision: 'present_only',
      unlock: 'automatic',
      requirements: [{ competency: 'C1' }],
    },
    {
      code: 'autonomy',
      title: 'Autonomie',
      supervision: 'distant',
      unlock: 'cosigned',
      requirements: [
        {
          competency: 'C1',
          quorum: { minObservations: 2, minObservers: 2, minDistinctDays: 2, maxAgeDays: 180 },
        },
        { competency: 'C2' },
      ],
    },
  ],
  missions: [
    { code: 'meal', title: 'Aider au repas', level: 'autonomy', competencies: ['C1', 'C2'] },
    {
      code: 'walk',
      title: 'Se promener',
      level: 'observation',
      competencies: ['C1'],
      structureTypes: ['*'],
      minAge: 16,
      regulated: false,
      prerequisites: ['afgsu_2'],
      acts: ['injection'],
    },
  ],
});

export const named = (mistakes: readonly FieldError[]) =>
  mistakes.map(({ pointer, code }) => `${pointer} ${code}`);

/** Copies a document with the value at a path replaced; `undefined` removes it. */
export function changed<T>(document: T, path: string, value: unknown): T {
  const copy = structuredClone(document);
  const names = path.split('/').slice(1);
  const last = names.pop() ?? '';
  let at = copy as Record<string, unknown>;
  for (const name of names) at = at[name] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
