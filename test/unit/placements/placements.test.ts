import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Authority } from '../../../src/features/contracts/contract-details.types.js';
import {
  findPlacedMistakes,
  withinContract,
} from '../../../src/features/contracts/placements/placed.rules.js';
import { placementFact } from '../../../src/features/placements/placements.facts.js';
import { requirePlacer } from '../../../src/features/placements/placements.policy.js';
import {
  endingsOf,
  findCorrectionMistakes,
  findOtherPlacement,
  findPlacementEndMistake,
  findPlacementMistakes,
  statedOf,
} from '../../../src/features/placements/placements.rules.js';
import type {
  HostOrganisation,
  PlacementCommand,
  PlacementId,
  PlacementRow,
} from '../../../src/features/placements/placements.types.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import { authorship } from '../mandates/team.js';

const day = (text: string) => text as Day;
const organisation = (id: string) => id as OrganisationId;
const nursery: HostOrganisation = {
  id: organisation('nursery'),
  kind: 'employer',
  name: 'Crèche Les Lutins',
  siret: '77937827200016',
  structureType: 'EAJE',
};
const sent = (values: Partial<PlacementCommand> = {}): PlacementCommand => ({
  kind: 'host_company',
  hostId: nursery.id,
  hostName: null,
  hostSiret: null,
  structureType: null,
  from: day('2026-03-09'),
  until: day('2026-03-28'),
  agreementReference: null,
  agreementSignedOn: null,
  agreementSentOn: null,
  tutorName: null,
  reason: null,
  ...values,
});
const placed = {
  startsOn: day('2025-09-01'),
  until: day('2027-09-01'),
  employerId: organisation('ehpad'),
  employerSiret: '55208131766522',
};
const row = (values: Partial<PlacementRow> = {}) =>
  ({ ...statedOf(sent(), nursery), id: 'p' as PlacementId, isWithdrawn: false, ...values }) as PlacementRow;
const codes = (command: PlacementCommand, host: HostOrganisation | null = nursery) =>
  findPlacementMistakes(command, placed, host).map(({ pointer, code }) => `${pointer} ${code}`);

test.each<[Partial<PlacementCommand>, HostOrganisation | null, string[]]>([
  [{}, nursery, []],
  [{ from: placed.startsOn, until: placed.until }, nursery, []],
  [{ from: day('2025-08-31') }, nursery, ['/from outside_contract']],
  [{ until: day('2027-09-02') }, nursery, ['/to outside_contract']],
  [{ until: day('2026-03-09') }, nursery, ['/to before_from']],
  [{}, null, ['/hostId unknown_reference']],
  [{}, { ...nursery, id: placed.employerId }, ['/hostId host_is_employer']],
  [{}, { ...nursery, kind: 'training_centre' }, ['/hostId not_an_employer']],
  [{}, { ...nursery, structureType: null }, ['/structureType required']],
  [{ structureType: 'EAJE' }, { ...nursery, structureType: null }, []],
  [{ hostName: 'Foyer' }, nursery, ['/hostId one_host']],
  [{ hostId: null, hostName: 'Foyer' }, null, ['/structureType required']],
  [
    { hostId: null, hostName: 'Foyer', structureType: 'MAS', hostSiret: placed.employerSiret },
    null,
    ['/host/siret host_is_employer'],
  ],
  [{ agreementSignedOn: day('2026-03-02'), agreementSentOn: day('2026-03-02') }, nursery, []],
])('sent %p to %p', (values, host, expected) => {
  expect(codes(sent(values), host)).toEqual(expected);
});

test('a placement is kept whole, its host as it is called; the event names neither the tutor nor papers', () => {
  const stated = statedOf(sent({ agreementReference: 'ACC-1', structureType: 'MAS' }), nursery);
  expect(stated).toMatchObject({ hostName: nursery.name, hostSiret: nursery.siret, structureType: 'MAS' });
  const fact = placementFact(authorship('hr'), 'corrected', 'p' as PlacementId, row(stated), 'vu');
  expect(fact.event).toEqual({
    type: 'placement.corrected',
    data: {
      placementId: 'p',
      kind: 'host_company',
      hostId: 'nursery',
      structureType: 'MAS',
      from: '2026-03-09',
      to: '2026-03-27',
    },
  });
  expect(fact.rows[0]?.values).toMatchObject({
    placementId: 'p',
    untilDay: '2026-03-28',
    isWithdrawn: false,
  });
  expect(fact.rows[0]?.values['id']).not.toBe('p');
});

test('a correction keeps the host and the days of mandates', () => {
  const held = [{ from: day('2026-03-10'), until: day('2026-03-20') }];
  const of = (values: Partial<PlacementCommand>) =>
    findCorrectionMistakes(sent(values), row(), held).map(({ pointer }) => pointer);
  expect(of({ from: day('2026-03-10'), until: day('2026-03-20') })).toEqual([]);
  expect(of({ from: day('2026-03-11') })).toEqual(['/from']);
  expect(of({ until: day('2026-03-19') })).toEqual(['/to']);
  expect(of({ hostId: organisation('mas') })).toEqual(['/hostId']);
});

test('an end lies between its first day and its last', () => {
  const of = (on: string) => findPlacementEndMistake(row(), day(on))?.code;
  expect(['2026-03-08', '2026-03-09', '2026-03-28', '2026-03-29'].map(of)).toEqual([
    'before_start',
    undefined,
    undefined,
    'after_end',
  ]);
});

test('another placement is one that shares a day and stands', () => {
  const asked = { from: day('2026-03-28'), until: day('2026-04-04') };
  expect(findOtherPlacement(asked, [row()], null)).toBeNull();
  expect(findOtherPlacement({ ...asked, from: day('2026-03-27') }, [row()], null)?.id).toBe('p');
  expect(findOtherPlacement({ ...asked, from: day('2026-03-27') }, [row()], row().id)).toBeNull();
  expect(findOtherPlacement(sent(), [row({ isWithdrawn: true })], null)).toBeNull();
});

test('after a placement ended no mandate there has a day from then on; withdrawn, it has none at all', () => {
  const base = day('2026-03-01');
  const period = fc
    .tuple(fc.nat(20), fc.nat(20))
    .map(([from, length]) => ({ from: addDays(base, from), until: addDays(base, from + length) }));
  fc.assert(
    fc.property(fc.array(period, { maxLength: 5 }), fc.option(fc.nat(45)), (mandates, end) => {
      const on = end === null ? null : addDays(base, end);
      const endings = endingsOf(mandates, on);
      const left = mandates.map((held) => endings.find(({ mandate }) => mandate === held)?.on ?? held.until);
      left.forEach((until, index) => {
        const held = mandates[index];
        const isEmpty = until === held?.from;
        expect(isEmpty || (on !== null && until <= on)).toBe(true);
        expect(held && held.from <= until && until <= held.until).toBe(true);
      });
    }),
  );
});

test('either side places the alternant, and nobody else', () => {
  const parties = {
    alternantId: 'ines' as PersonId,
    employerId: placed.employerId,
    trainingCentreId: organisation('cfa'),
  };
  const authority = (values: Partial<Authority>): Authority =>
    ({ people: [], hrOf: [], adminOf: [], ...values }) as Authority;
  const may = (values: Partial<Authority>) => {
    try {
      requirePlacer(authority(values), parties as Parameters<typeof requirePlacer>[1]);
      return true;
    } catch {
      return false;
    }
  };
  expect(may({ hrOf: [placed.employerId] })).toBe(true);
  expect(may({ adminOf: [parties.trainingCentreId] })).toBe(true);
  expect(may({ hrOf: [nursery.id] })).toBe(false);
  expect(may({ hrOf: [placed.employerId], people: [parties.alternantId] })).toBe(false);
});

test.each<
  [Partial<Parameters<typeof findPlacedMistakes>[0]>, string | null, Partial<PlacementRow>, string[]]
>([
  [{}, null, {}, []],
  [{ startsOn: day('2026-03-09'), until: day('2026-03-28') }, null, {}, []],
  [{ startsOn: day('2026-03-10') }, null, {}, ['/startsOn leaves_out_placement']],
  [{ until: day('2026-03-27') }, null, {}, ['/endsOn leaves_out_placement']],
  [{ until: day('2026-03-27') }, null, { isWithdrawn: true }, []],
  [{ until: day('2026-03-09') }, null, { until: day('2026-03-09') }, []],
  [{ employerId: nursery.id }, null, {}, ['/employerId host_is_employer']],
  [{}, '1', { hostId: null, hostSiret: '1' }, ['/employerId host_is_employer']],
  [{}, null, { hostId: null, hostSiret: null }, []],
])('a draft that comes to say %j, its employer of SIRET %s, at %j: %j', (about, siret, values, expected) => {
  const found = findPlacedMistakes({ ...placed, ...about }, siret, [row(values)]);
  expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
});

test('a placement lasts as far as its contract does, and is none beyond it', () => {
  const within = (startsOn: string, until: string) =>
    withinContract([row()], { startsOn: day(startsOn), until: day(until) }).map(
      (one) => `${one.from} ${one.until}`,
    );
  expect(within('2025-09-01', '2026-03-12')).toEqual(['2026-03-09 2026-03-12']);
  expect(within('2026-03-12', '2027-09-01')).toEqual(['2026-03-12 2026-03-28']);
  expect(within('2025-09-01', '2026-03-09')).toEqual([]);
});
