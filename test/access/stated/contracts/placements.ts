import { ADMINISTRATORS, LEARNING, may, reads, seen, type Rule } from '../../rule.js';
import { sample, type Sample, type Target } from '../../sample.js';
import type { World } from '../../world.js';

/** A placement of each contract, at a host that is known by its name: its id is that of the contract with another end. */
const placementOf = ({ ground }: Target) => ground.contract.contractId.slice(0, 24) + 'b'.repeat(12);
async function placed({ app }: World) {
  await app.owner.query(`
    insert into placement_versions
      (id, placement_id, contract_id, sequence, recorded_at, recorded_by, kind, host_name, structure_type, from_day, until_day, is_withdrawn)
    select p.id, p.id, c.id, 610000, '2026-03-01', c.alternant_id, 'host_company', 'Foyer', 'MAS', '2026-03-02', '2026-03-04', false
    from contracts c
    cross join lateral (select overlay(c.id::text placing '${'b'.repeat(12)}' from 25)::uuid) p (id)`);
}
const ofPlacement = (operation: string, sent?: unknown) =>
  sample(operation, {
    before: placed,
    request: (target) => ({
      path: { placementId: placementOf(target) },
      ...(sent === undefined ? {} : { body: sent }),
    }),
  });
const ELSEWHERE = {
  kind: 'host_company',
  host: { name: 'Foyer du Pré' },
  structureType: 'MAS',
  from: '2026-03-02',
  to: '2026-03-03',
};

export const SAMPLES: readonly Sample[] = [
  sample('recordPlacement', { request: () => ({ body: ELSEWHERE }) }),
  sample('listContractPlacements', { before: placed }),
  sample('listHostedPlacements', { of: 'nothing' }),
  ofPlacement('getPlacement'),
  ofPlacement('correctPlacement', ELSEWHERE),
  ofPlacement('endPlacement', { on: '2026-03-03' }),
  ofPlacement('withdrawPlacement', { reason: 'autre contrat' }),
];

/** Either side of today. */
const acts = (done: string): Rule => ({
  roles: ADMINISTRATORS,
  scopes: ['contracts:write'],
  gets: (by) => (by.administers ? done : seen(by, '403')),
});

export const RULES: Readonly<Record<string, Rule>> = {
  recordPlacement: acts('201'),
  listContractPlacements: reads(['contracts:read']),
  // Of no contract here anybody is hosted by an organisation of theirs.
  listHostedPlacements: { roles: LEARNING, scopes: ['contracts:read'], gets: () => may(true, '200') },
  getPlacement: reads(['contracts:read']),
  correctPlacement: acts('201'),
  endPlacement: acts('200'),
  withdrawPlacement: acts('201'),
};
