import type { Day } from '../../../src/kernel/days.js';
import { opensContract, TODAY } from '../callers.js';
import { HOLDERS, isEnded, JUDGES, may, reads, records, TUTORS, type Rule } from '../rule.js';
import { body, inList, sample, type Sample } from '../sample.js';
import type { World } from '../world.js';

/** The ended contract ended a day earlier. */
const endedEarlier = async ({ app, grounds }: World) => {
  const id = grounds.get('ended')?.contract.contractId;
  await app.owner.query(`update contracts set held_until = '2026-02-10' where id = $1`, [id]);
  await app.owner.query(
    `update contract_steps set on_day = '2026-02-10' where contract_id = $1 and kind = 'terminated'`,
    [id],
  );
};

/** An observer saw something unsafe of what was acquired at that level before. */
const unsafely = async ({ app }: World) => {
  await app.owner.query(
    `update observations o
     set items = (
           select jsonb_agg(i.item || '{"outcome": "unsafe", "level": "observation"}')
           from jsonb_array_elements(o.items) i (item)
         ),
         observer_id = (select m.person_id from mandates m where m.contract_id = o.contract_id and m.role = 'observer' limit 1)
     where not o.with_sign_off`,
  );
};

const observation = (observedOn: string) => ({
  observedOn,
  items: [{ competency: 'C1', level: 'practice', outcome: 'performed' }],
});

const OBSERVED: Record<string, Day> = {
  'seen today': TODAY,
  'seen on 10 February': '2026-02-10' as Day,
};
const observedOn = ({ as = '' }: Sample) => OBSERVED[as] ?? ('2026-02-08' as Day);

export const SAMPLES: readonly Sample[] = [
  inList('listObservations', 'observationId', { comments: true }),
  sample('getObservation', { comments: true }),
  body('recordObservation', observation(TODAY), { as: 'seen today' }),
  body('recordObservation', observation('2026-02-10'), { as: 'seen on 10 February' }),
  body('recordObservation', observation('2026-02-08'), { as: 'seen on 8 February' }),
  body('recordObservation', observation('2026-02-08'), {
    as: 'seen on 8 February, the ended contract ended 30 days ago',
    before: endedEarlier,
  }),
  sample('recordObservationBatch', {
    as: 'seen today',
    request: ({ ground }) => ({
      body: { items: [{ clientId: 'a', contractId: ground.contract.contractId, ...observation(TODAY) }] },
    }),
  }),
  body('withdrawObservation', { reason: 'doublon' }),
  body(
    'withdrawObservation',
    { reason: 'doublon', item: { competency: 'C1', level: 'practice' } },
    { as: 'one item' },
  ),
  inList('listRevocationProposals', 'observationId', { before: unsafely }),
  body('dismissRevocationProposal', { reason: 'revu' }, { before: unsafely }),
];

const observes = records(
  HOLDERS,
  (by, sample) =>
    by.mandates.some(
      (held) =>
        opensContract(held) &&
        held.from <= observedOn(sample) &&
        (held.until === undefined || observedOn(sample) < held.until) &&
        [observedOn(sample), TODAY].every((day) => by.belongs(held.role, day)),
    ),
  (by, { as = '' }) =>
    may(
      !isEnded(by) || as === 'seen on 8 February' || as === 'seen on 10 February',
      '201',
      '409 contract_not_active',
    ),
);

export const RULES: Readonly<Record<string, Rule>> = {
  listObservations: reads(['progress:read']),
  getObservation: reads(['progress:read']),
  recordObservation: observes,
  recordObservationBatch: observes,
  // Its author is the co-tutor in charge; the main tutor may, too.
  withdrawObservation: records(
    HOLDERS,
    (by) =>
      by.holds(['main_tutor'], TODAY) ||
      ['co_tutor', 'co_tutor of another contract'].includes(by.caller.name),
    '201',
  ),
  listRevocationProposals: reads(['progress:read']),
  dismissRevocationProposal: records(JUDGES, (by) => by.holds([...TUTORS, 'referent'], TODAY), '201'),
};
