import { detailsOf, held, mandatesOf, statusOn, TUTORS } from './contract.js';
import { all, dayOf, isWithin, type Named, type Pair, type Story } from './facts.js';
import type { Shape } from './ladders.js';

/** Requests for sign-offs, read from the whole story, each question from scratch. */

type Submitted = Named<'sign_off_request.submitted'>;

export const isSame = (a: Pair) => (b: Pair) => a.competency === b.competency && a.level === b.level;

/** Present, of a role, reaching every level asked for; nobody signs for themselves. */
function ableAs(ladder: Shape, story: Story, role: string, asked: readonly Pair[], today: string): string[] {
  const rank = (code: string) => ladder.levels.findIndex((level) => level.code === code);
  const found = mandatesOf(story).filter(
    (one) =>
      one.role === role &&
      isWithin(one, today) &&
      !one.absences.some((away) => isWithin(away, today)) &&
      one.person !== detailsOf(story).alternant &&
      (role === 'referent' ||
        asked.every(({ level }) => one.maxLevel === null || rank(level) <= rank(one.maxLevel))),
  );
  return [...new Set(found.map(({ person }) => person))];
}

export const mayClaim = (
  ladder: Shape,
  story: Story,
  person: string,
  asked: readonly Pair[],
  today: string,
): boolean => TUTORS.some((role) => ableAs(ladder, story, role, asked, today).includes(person));

/** The alternant, a tutor or an observer of today. */
export const mayAsk = (story: Story, person: string, today: string): boolean =>
  person === detailsOf(story).alternant || held(story, person, today).some(({ role }) => role !== 'referent');

const endOf = (story: Story, { id }: Submitted) =>
  all(story, 'sign_off_request.decided', 'sign_off_request.withdrawn').find(({ request }) => request === id);

/** Finds for each item what was decided of it since it was asked, for the request or else first, until the request ended. */
export function answers(story: Story, request: Submitted): (Named<'sign_off.recorded'> | null)[] {
  const end = endOf(story, request);
  const since = story.slice(story.indexOf(request), end ? story.indexOf(end) : undefined);
  return request.items.map((item) => {
    const stated = all(since, 'sign_off.recorded').filter(isSame(item));
    return stated.find((one) => one.request === request.id) ?? stated[0] ?? null;
  });
}

/** As it stands at an instant, and for whom it waits. */
export function stateOf(ladder: Shape, story: Story, request: Submitted, at: string) {
  const today = dayOf(at);
  const end = endOf(story, request);
  const items = answers(story, request).map((one) => [one?.id ?? null, one?.outcome ?? null]);
  const over = (status: string) => ({ status, items, claimedBy: null, waitsFor: null });
  if (end) return over(end.type === 'sign_off_request.decided' ? 'decided' : 'withdrawn');
  if (items.every(([id]) => id !== null)) return over('decided');
  if (['terminated', 'completed', 'cancelled'].includes(statusOn(story, today))) return over('expired');
  const claim = all(story, 'sign_off_request.claimed').findLast((one) => one.request === request.id);
  const isFresh = claim && Date.parse(at) - Date.parse(claim.at) < 72 * 3_600_000;
  if (isFresh && mayClaim(ladder, story, claim.by, request.items, today)) {
    const waitsFor = { act: 'decide', personIds: [claim.by] };
    return { status: 'claimed', items, claimedBy: claim.by, waitsFor };
  }
  const tutors = TUTORS.map((role) => ableAs(ladder, story, role, request.items, today));
  const first = tutors.find((able) => able.length > 0);
  const waitsFor = first
    ? { act: 'decide', personIds: first }
    : { act: 'cover', personIds: ableAs(ladder, story, 'referent', request.items, today) };
  return { status: 'submitted', items, claimedBy: null, waitsFor };
}

/** Reads it from an answer of the API. */
// oxlint-disable-next-line typescript/no-explicit-any -- as the API answered
export const stateIn = ({ status, items, claim, waitsFor }: any) => ({
  status,
  items: items.map(({ signOffId, outcome }: Record<string, string>) => [signOffId, outcome]),
  claimedBy: claim?.claimedBy ?? null,
  waitsFor,
});
