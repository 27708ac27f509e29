import { expect, test } from '@jest/globals';
import { findPlacements } from '../../../../src/features/contracts/checks/families/placements.rules.js';
import { dayReader } from '../../../../src/features/contracts/calendar/days.rules.js';
import { EMPTY_FORM } from '../../../../src/features/contracts/form/form.rules.js';
import type {
  Place,
  PlacementId,
  PlacementRow,
} from '../../../../src/features/contracts/placements/placements.types.js';
import { placeOn } from '../../../../src/features/contracts/placements/placements.types.js';
import { alternation } from '../alternation.js';
import { day } from './facts.js';

const placement = (id: string, from: string, until: string, values: Partial<PlacementRow> = {}) =>
  ({
    id: id as PlacementId,
    kind: 'host_company',
    hostId: id,
    hostName: `Maison ${id}`,
    hostSiret: null,
    structureType: 'MAS',
    from: day(from),
    until: day(until),
    agreementSignedOn: day('2025-09-01'),
    agreementSentOn: day('2025-09-02'),
    tutorName: null,
    isWithdrawn: false,
    ...values,
  }) as unknown as PlacementRow;

const facts = { kind: 'apprenticeship', signedOn: day('2025-08-20'), form: null } as const;
const codes = (
  placements: readonly PlacementRow[],
  {
    asked = {},
    of = alternation({ calendar: { plan: null } }),
    tutored = placements.map(({ id }) => id),
  } = {},
) => findPlacements({ ...facts, ...asked }, of, placements, tutored).map(({ code }) => code);
const inGroup = {
  form: { ...EMPTY_FORM, employer: { ...EMPTY_FORM.employer, specificEmployer: '2' } },
};

test('papers and a tutor are missed at each placement that stands, and stop nothing', () => {
  const bare = { agreementSignedOn: null, agreementSentOn: null };
  const one = placement('a', '2026-03-02', '2026-03-30', bare);
  const found = findPlacements(facts, alternation(), [one], []);
  expect(found.map(({ code }) => code)).toEqual(['placement_agreement_missing', 'placement_tutor_missing']);
  expect(found.map(({ severity, blocks }) => `${severity} ${blocks}`)).toEqual(['warn null', 'warn null']);
  expect(found[0]).toMatchObject({ rule: 'apprenticeship.host_company', article: 'R6223-10; R6223-11' });
  expect(codes([{ ...one, agreementSignedOn: day('2026-03-02') }])).toEqual(['placement_agreement_not_sent']);
  expect(codes([{ ...one, isWithdrawn: true }])).toEqual([]);
  expect(codes([{ ...one, until: one.from }])).toEqual([]);
  const outside = placement('b', '2026-03-02', '2026-03-30', { hostId: null, tutorName: 'Léa Fabre' });
  expect(codes([outside], { tutored: [] })).toEqual([]);
  expect(codes([one], { asked: { kind: 'professionalisation' } })).toEqual([]);
});

test('a third host is one too many, a fourth in a group of employers; one host twice is one', () => {
  const at = (...ids: string[]) =>
    ids.map((id, index) => placement(id, `2026-0${index + 1}-02`, `2026-0${index + 1}-10`));
  expect(codes(at('a', 'b', 'a'))).toEqual([]);
  expect(codes(at('a', 'b', 'c'))).toEqual(['placement_hosts_too_many']);
  expect(codes(at('a', 'b', 'c'), { asked: inGroup })).toEqual([]);
  expect(codes(at('a', 'b', 'c', 'd'), { asked: inGroup })).toEqual(['placement_hosts_too_many']);
  const named = placement('n', '2026-06-01', '2026-06-05', {
    hostId: null,
    hostName: 'Foyer',
    tutorName: 'Léa',
  });
  expect(codes([...at('a', 'b'), { ...named, hostName: 'Foyer' }])).toHaveLength(1);
  expect(codes([...at('a'), named, { ...named, hostName: 'FOYER', from: day('2026-07-01') }])).toEqual([]);
});

test('half of the company time is admitted and a day more is not; a public employer keeps more than half', () => {
  // 730 days.
  const half = placement('a', '2025-09-01', '2026-09-01');
  const more = { ...half, until: day('2026-09-02') };
  const state = alternation({ isPublic: true, calendar: { plan: null } });
  expect(codes([half])).toEqual([]);
  expect(codes([more])).toEqual(['placement_share_high']);
  expect(codes([half], { of: state })).toEqual(['placement_public_share_low']);
  expect(codes([{ ...half, until: day('2026-08-31') }], { of: state })).toEqual([]);
  const [finding] = findPlacements(facts, alternation({ calendar: { plan: null } }), [more], [more.id]);
  expect(finding?.detail.fr).toContain('d’après les seules dates');
});

test('with a calendar only days at the company are hosted, and bear the name of the host', () => {
  const from = day('2025-09-01');
  const place = { id: 'a', from, until: day('2025-09-22'), name: 'Maison a' } as unknown as Place;
  const { calendar, ...rest } = alternation({ until: day('2025-10-01'), calendar: { places: [place] } });
  const read = dayReader(calendar);
  const shown = ['2025-09-01', '2025-09-06', '2025-09-15', '2025-09-22'].map((on) => read(day(on)));
  expect(shown.map(({ place: where, why }) => `${where} ${why}`)).toEqual([
    'host placement',
    'rest day_off',
    'centre pattern',
    'company pattern',
  ]);
  expect(shown[0]?.title?.fr).toBe('Maison a');
  // Ten days at the host, seven at the company; by dates it would be 21 of 30.
  const found = findPlacements(
    facts,
    { ...rest, calendar },
    [placement('a', from, place.until)],
    ['a' as PlacementId],
  );
  expect(found.map(({ detail }) => detail.fr)).toEqual([
    '59 % du temps en entreprise est chez des hôtes d’après le calendrier : la loi en admet 50 %. Vérifiez les accueils.',
  ]);
  expect([placeOn([place], from)?.name, placeOn([place], place.until)]).toEqual(['Maison a', null]);
});
