import { CallerPosition } from '../callers.js';
import { isPlatform, may, OWNERS, type Rule } from '../rule.js';
import { sample, type Sample } from '../sample.js';
import type { World } from '../world.js';

/** A framework of which Palier knows missions. */
let shipped = '';
const foundBefore = async ({ app }: World) => {
  const { rows } = await app.owner.query<{ id: string }>(
    `select id from frameworks where owner_id is null and code = 'DEAS' order by published_at limit 1`,
  );
  shipped = rows[0]?.id ?? '';
};
const draft = (code: string) => ({
  frameworkId: shipped,
  structureTypes: ['EHPAD'],
  code,
  title: 'Parcours',
});

export const SAMPLES: readonly Sample[] = [
  sample('getLadderTemplate', {
    as: 'published',
    of: 'nothing',
    before: foundBefore,
    request: () => ({ query: { frameworkId: shipped, structureType: 'EHPAD' } }),
  }),
  sample('getLadderTemplate', {
    as: 'draft of the centre',
    of: 'organisation',
    request: ({ centre }) => ({
      query: { frameworkId: centre.frameworks.draft, structureType: 'EHPAD' },
    }),
  }),
  sample('createLadderDraft', {
    as: 'for whom the caller writes',
    of: 'nothing',
    before: foundBefore,
    request: () => ({ body: draft('TEMPLATE') }),
  }),
  sample('createLadderDraft', {
    as: 'for the centre',
    of: 'organisation',
    before: foundBefore,
    request: ({ centre }) => ({ query: { organisationId: centre.id }, body: draft('TEMPLATE') }),
  }),
];

/** As a ladder that is written by hand: whoever reads the framework sees what it could be, and its writers make it. */
export const RULES: Readonly<Record<string, Rule>> = {
  getLadderTemplate: {
    roles: 'signed_in',
    scopes: 'any',
    gets: (by, { as = '' }) => may(as === 'published' || by.is('centre_admin'), '200', '404'),
  },
  createLadderDraft: {
    roles: OWNERS,
    gets: (by, { as = '' }) =>
      as === 'for the centre'
        ? may(by.is('centre_admin'), '201')
        : may(
            isPlatform(by) ||
              (['own', 'other'] as const).some((place) =>
                new CallerPosition(by.caller, place).is('centre_admin'),
              ),
            '201',
          ),
  },
};
