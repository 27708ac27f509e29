import type { TestResponse } from '../../support/app.js';
import type { Of } from '../commands.js';
import { detailsOf, isActiveOn, mandatesOf, statusOn } from '../contract.js';
import { all, type Story } from '../facts.js';
import { judgeLadder } from './judge-ladder.js';
import { isAcquired, statusOf } from '../progress.js';
import { answers, isSame, mayAsk, mayClaim, stateIn, stateOf } from '../requests.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { isMember, storyOf, type Actor, type World } from '../world.js';

interface Asked {
  readonly world: World;
  readonly story: Story;
  readonly who: Actor;
  readonly at: string;
  readonly today: string;
}

export function judgeRequest(
  world: World,
  command: Of<'ask' | 'claim' | 'answer' | 'callOff'>,
  who: Actor,
  at: string,
  today: string,
): Verdict {
  const asked = { world, story: storyOf(world, command.contract), who, at, today };
  if (command.kind === 'ask') return ask(asked, command);
  if (command.kind === 'claim') return claim(asked, command);
  return command.kind === 'answer' ? answer(asked, command) : callOff(asked, command);
}

/** What may be done to a request that stands so. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  submitted: ['claim', 'decide', 'withdraw'],
  claimed: ['decide', 'withdraw'],
};

const requestOf = (story: Story, wanted: string) => {
  const found = all(story, 'sign_off_request.submitted').find(({ id }) => id === wanted);
  if (!found) throw new Error(`No request ${wanted}.`);
  return found;
};

/** The answer shows the request as it then stands. */
const shows =
  ({ world, at }: Asked, contract: string) =>
  (after: World, body: TestResponse['body']): [unknown, unknown][] => {
    const story = storyOf(after, contract);
    const request = requestOf(story, body.id);
    return [[stateIn(body), stateOf(world.ladder, story, request, at)]];
  };

const inactive = ({ story, today }: Asked) =>
  refuse(409, 'contract_not_active', { currentStatus: statusOn(story, today) });

/** What a level requires, where it is open and not acquired, by the alternant or a tutor or observer of today. */
function ask(asked: Asked, { contract, items }: Of<'ask'>): Verdict {
  const { world, story, who, today } = asked;
  const { ladder } = world;
  const isRequired = items.every((item) =>
    ladder.levels.some(
      ({ code, requirements }) =>
        code === item.level && requirements.some((one) => one.competency === item.competency),
    ),
  );
  const isRepeated = items.some((item, index) => items.slice(0, index).some(isSame(item)));
  if (!isRequired || isRepeated) return refuse(422, 'validation_failed');
  if (!mayAsk(story, who.id, today)) return refuse(403, 'mandate_missing');
  if (!isActiveOn(story, today)) return inactive(asked);
  const codes = items.map(({ level, competency }) => {
    if (statusOf(ladder, story, level) === 'locked') return 'level_locked';
    return isAcquired(ladder, story, level, competency) ? 'already_acquired' : null;
  });
  const first = (['level_locked', 'already_acquired'] as const).find((code) => codes.includes(code));
  if (first) {
    const errors = codes.flatMap((code, index) => (code ? [`/items/${index} ${code}`] : []));
    return refuse(409, first, { errors });
  }
  return accept(
    201,
    contract,
    (body) => [{ type: 'sign_off_request.submitted', id: body.id, items }],
    shows(asked, contract),
  );
}

/** Why it may not be done to the request as it stands; null: it may. */
function standsAgainst(asked: Asked, id: string, act: string): Verdict | null {
  const { world, story, who, at } = asked;
  const { by } = requestOf(story, id);
  const { status, claimedBy } = stateOf(world.ladder, story, requestOf(story, id), at);
  const allowed = ALLOWED[status] ?? [];
  const isHeld = status === 'claimed' && act !== 'withdraw' && claimedBy !== who.id;
  const left = by === who.id ? ['withdraw'] : [];
  if (isHeld) return refuse(409, 'already_claimed', { currentStatus: status, allowed: left, claimedBy });
  return allowed.includes(act) ? null : refuse(409, 'illegal_transition', { currentStatus: status, allowed });
}

function claim(asked: Asked, { contract, request }: Of<'claim'>): Verdict {
  const { world, story, who, today } = asked;
  const { items } = requestOf(story, request);
  if (!mayClaim(world.ladder, story, who.id, items, today)) return refuse(403, 'mandate_missing');
  const { claimedBy } = stateOf(world.ladder, story, requestOf(story, request), asked.at);
  if (claimedBy === who.id) return accept(201, contract, () => [], shows(asked, contract));
  const refusal = standsAgainst(asked, request, 'claim');
  if (refusal) return refusal;
  if (!isActiveOn(story, today)) return inactive(asked);
  return accept(201, contract, () => [{ type: 'sign_off_request.claimed', request }], shows(asked, contract));
}

/** The rules of sign-offs; of what was asked, all that nobody has judged, and nothing else. */
function answer(asked: Asked, { by, contract, request: id, observedOn, items }: Of<'answer'>): Verdict {
  const { world, story, who, at, today } = asked;
  const request = requestOf(story, id);
  const stated = answers(story, request);
  const isWhole = request.items.every((item, index) => stated[index] || items.some(isSame(item)));
  const isOfIt = items.every((item) => request.items.some(isSame(item)));
  if (!isWhole || !isOfIt) return refuse(422, 'validation_failed');
  const signing = { kind: 'signOff' as const, by, contract, observedOn, observation: false, items };
  const verdict = judgeLadder(world, signing, who, at, today);
  if (!verdict.ok && verdict.status !== 409) return verdict;
  const refusal = standsAgainst(asked, id, 'decide');
  if (refusal) return refusal;
  if (!verdict.ok) return verdict;
  return accept(
    200,
    contract,
    (body) => [
      ...items.map((item) => {
        const { signOffId } = body.items.find(isSame(item));
        return {
          type: 'sign_off.recorded' as const,
          id: signOffId,
          ...item,
          observation: null,
          request: id,
        };
      }),
      { type: 'sign_off_request.decided', request: id },
    ],
    shows(asked, contract),
  );
}

function callOff(asked: Asked, { contract, request }: Of<'callOff'>): Verdict {
  const { story, who, today } = asked;
  const isThere =
    who.id === detailsOf(story).alternant ||
    mandatesOf(story).some(({ person, role }) => person === who.id && isMember(who, role, today));
  if (requestOf(story, request).by !== who.id || !isThere) return refuse(403, 'forbidden');
  return (
    standsAgainst(asked, request, 'withdraw') ??
    accept(201, contract, () => [{ type: 'sign_off_request.withdrawn', request }], shows(asked, contract))
  );
}
