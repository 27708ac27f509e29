import { newId } from '../../../src/platform/ids.js';
import { isPlatform, may, WITH_PLATFORM, type Rule } from '../rule.js';
import { sample, type Sample, type Target } from '../sample.js';
import type { World } from '../world.js';

/** A colleague of whom one more record was made, by the employer of each place. */
const merged = new Map<string, string>();
const mergedBefore = async ({ app, premises }: World) => {
  for (const [, { candidate, left }] of premises) {
    const id = newId();
    merged.set(candidate.personId, id);
    await app.owner.query(
      `insert into person_merges (id, kept_id, duplicate_id, reason, merged_by, merged_at, moved)
       values ($1, $2, $3, 'doublon', $2, $4, '[]')`,
      [id, candidate.personId, left.longAgo.personId, app.clock.now()],
    );
  }
};
const ofCandidate = ({ employer }: Target) => ({ path: { personId: employer.candidate.personId } });
const ofMerge = ({ employer }: Target) => ({
  path: { mergeId: merged.get(employer.candidate.personId) ?? '' },
});

export const SAMPLES: readonly Sample[] = [
  sample('mergePeople', {
    as: 'dry run',
    of: 'organisation',
    request: (target) => ({
      ...ofCandidate(target),
      body: { duplicateId: target.employer.left.lately.personId, reason: 'doublon', dryRun: true },
    }),
  }),
  sample('listMerges', { of: 'organisation', before: mergedBefore, request: ofCandidate }),
  sample('getMerge', { of: 'organisation', before: mergedBefore, request: ofMerge }),
  sample('undoMerge', { of: 'organisation', before: mergedBefore, request: ofMerge }),
];

/** Colleagues of an employer, of whom nobody else knows: its HR, or the platform. */
const answersFor: Rule = {
  roles: WITH_PLATFORM,
  gets: (by) => may(isPlatform(by) || by.is('hr'), '200', '404'),
};

export const RULES: Readonly<Record<string, Rule>> = {
  mergePeople: answersFor,
  listMerges: answersFor,
  getMerge: answersFor,
  undoMerge: answersFor,
};
