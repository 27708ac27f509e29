import type { Of } from '../commands.js';
import { detailsOf, isCancelled, mandatesOf, signedOn, TUTORS, type Held } from '../contract.js';
import { plus, type Story } from '../facts.js';
import { isOverloaded, isTooYoung, suits } from './judge-contract.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { actor, isOf, memberUntil, storyOf, type Actor, type World } from '../world.js';

export function judgeTeam(
  world: World,
  command: Of<'open' | 'end' | 'absence'>,
  who: Actor,
  today: string,
): Verdict {
  const story = storyOf(world, command.contract);
  if (command.kind === 'open') return open(world, story, command, who, today);
  const mandate = mandatesOf(story).find(({ id }) => id === command.mandate);
  if (!mandate) return refuse(404, 'not_found');
  return command.kind === 'end' ? end(world, command, who, mandate, today) : absence(command, who, mandate);
}

/** HR name tutors, the centre its referent and the tutor who is HR, both observers. */
const mayGive = (who: Actor, role: string, holder: Actor): boolean =>
  (isOf(who, 'employer', 'hr') && role !== 'referent') ||
  (isOf(who, 'centre', 'centre_admin') &&
    (role === 'referent' || role === 'observer' || isOf(holder, 'employer', 'hr')));

function open(world: World, story: Story, command: Of<'open'>, who: Actor, today: string): Verdict {
  const { role, from, maxLevel } = command;
  const person = actor(world, command.person).id;
  const asked = command.to === null ? null : plus(command.to, 1);
  const left = memberUntil(actor(world, command.person), role);
  const until = left !== null && from < left && left < (asked ?? '9') ? left : asked;
  const mandates = mandatesOf(story);
  const isTutor = (one: string) => TUTORS.includes(one);
  if (!mayGive(who, role, actor(world, person))) return refuse(403, 'forbidden');
  if (person === who.id) return refuse(403, 'forbidden');

  const { alternant, startsOn } = detailsOf(story);
  const isSigned = signedOn(story) !== null;
  const replaced = mandates.find(({ id }) => id === command.replaces);
  const isWrong =
    !suits(world, role, person, alternant) ||
    (left !== null && left <= from) ||
    (isSigned && from < plus(today, -7)) ||
    (maxLevel !== null && !(isTutor(role) && world.ladder.levels.some(({ code }) => code === maxLevel))) ||
    (command.replaces !== null && !(replaced && isReplaceable(replaced, role, from)));
  if (isWrong) return refuse(422, 'validation_failed');
  if (isCancelled(story))
    return refuse(409, 'illegal_transition', { currentStatus: 'cancelled', allowed: [] });

  const stays = mandates.map((one) => (one === replaced ? { ...one, until: from } : one));
  const overlaps = stays.some(
    (one) =>
      one.role === 'main_tutor' &&
      one.from < (one.until ?? '9') &&
      one.from < (until ?? '9') &&
      from < (one.until ?? '9'),
  );
  if (role === 'main_tutor' && overlaps) return refuse(409, 'main_tutor_overlap');
  const isThere = stays.some(
    (one) =>
      one.person === person &&
      one.role === role &&
      one.from === from &&
      one.until === until &&
      one.maxLevel === maxLevel,
  );
  if (isThere) return refuse(409, 'mandate_exists');
  if (isSigned && isTutor(role) && isTooYoung(world, { person, from }, startsOn))
    return refuse(409, 'tutor_under_age');
  if (isSigned && role === 'main_tutor' && isOverloaded(world, command.contract, { person, from, until }))
    return refuse(409, 'tutor_over_capacity');
  return accept(201, command.contract, (body) => [
    ...(replaced && replaced.until !== from
      ? [{ type: 'mandate.ended' as const, mandate: replaced.id, on: from }]
      : []),
    { type: 'mandate.opened', id: body.id, person, role, from, until, maxLevel },
  ]);
}

/** Requires a mandate of that role, begun by then, and not over before. */
const isReplaceable = (replaced: Held, role: string, from: string): boolean =>
  replaced.role === role && replaced.from <= from && (replaced.until === null || from <= replaced.until);

/** It is shortened, never prolonged. */
function end(world: World, command: Of<'end'>, who: Actor, mandate: Held, today: string): Verdict {
  if (!mayGive(who, mandate.role, actor(world, mandate.person))) return refuse(403, 'forbidden');
  const on = command.on ?? today;
  if (on < mandate.from || (mandate.until !== null && mandate.until < on))
    return refuse(422, 'validation_failed');
  return accept(200, command.contract, () =>
    mandate.until === on ? [] : [{ type: 'mandate.ended', mandate: mandate.id, on }],
  );
}

/** By the person, or by whoever administers the contract. */
function absence(command: Of<'absence'>, who: Actor, mandate: Held): Verdict {
  const administers = isOf(who, 'employer', 'hr') || isOf(who, 'centre', 'centre_admin');
  if (who.id !== mandate.person && !administers) return refuse(403, 'forbidden');
  return accept(201, command.contract, (body) => [
    {
      type: 'mandate.absence_declared',
      id: body.id,
      mandate: mandate.id,
      from: command.from,
      until: plus(command.to, 1),
    },
  ]);
}

/** What ends when somebody leaves: on every contract, each mandate that nothing else entitles them to. */
export function judgeLeaving(
  world: World,
  leaver: Actor,
): { contract: string; mandate: string; on: string }[] {
  return world.contracts.flatMap(({ id, story }) =>
    mandatesOf(story).flatMap(({ id: mandate, person, role, from, until }) => {
      const left = memberUntil(leaver, role);
      const on = left !== null && left < from ? from : left;
      const isOver = until !== null && (until <= from || (on !== null && until <= on));
      return person !== leaver.id || on === null || isOver ? [] : [{ contract: id, mandate, on }];
    }),
  );
}
