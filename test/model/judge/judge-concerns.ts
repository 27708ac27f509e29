import type { Of } from '../commands.js';
import { coTutorDecides, detailsOf, held, mandatesOf, statusOn } from '../contract.js';
import { all, isWithin, type Story } from '../facts.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { storyOf, type Actor, type World } from '../world.js';

export function judgeWord(
  world: World,
  command: Of<'raise' | 'review' | 'assess'>,
  who: Actor,
  today: string,
): Verdict {
  const story = storyOf(world, command.contract);
  switch (command.kind) {
    case 'raise':
      return raise(world, story, command, who, today);
    case 'review':
      return review(story, command, who, today);
    case 'assess':
      return assess(world, story, command, who);
  }
}

/** By whoever holds any mandate that day, whatever the contract's status; never about oneself. */
function raise(world: World, story: Story, command: Of<'raise'>, who: Actor, today: string): Verdict {
  const { severity, missions } = command;
  if (!missions.every((mission) => world.ladder.missions.some(({ code }) => code === mission)))
    return refuse(422, 'validation_failed');
  if (held(story, who.id, today).length === 0 || who.id === detailsOf(story).alternant)
    return refuse(403, 'mandate_missing');
  return accept(
    201,
    command.contract,
    (body) => [{ type: 'concern.raised', id: body.id, severity, missions }],
    (_, body) => [[body.review, null]],
  );
}

/** By the main tutor, a co-tutor in their absence, or the referent; a high one by another person while one is there. */
function review(story: Story, command: Of<'review'>, who: Actor, today: string): Verdict {
  const concern = all(story, 'concern.raised').find(({ id }) => id === command.concern);
  if (!concern) return refuse(404, 'not_found');
  const roles = ['main_tutor', 'referent', ...(coTutorDecides(story, today) ? ['co_tutor'] : [])];
  const reviewers = mandatesOf(story).filter(
    (one) => roles.includes(one.role) && isWithin(one, today) && one.person !== detailsOf(story).alternant,
  );
  if (!reviewers.some(({ person }) => person === who.id)) return refuse(403, 'mandate_missing');
  if (all(story, 'concern.reviewed').some((one) => one.concern === concern.id))
    return refuse(409, 'already_reviewed');
  const isAnotherThere = reviewers.some(
    ({ person, absences }) => person !== who.id && !absences.some((away) => isWithin(away, today)),
  );
  if (concern.severity === 'high' && concern.by === who.id && isAnotherThere)
    return refuse(409, 'reviewer_not_distinct');
  return accept(
    200,
    command.contract,
    () => [{ type: 'concern.reviewed', concern: concern.id }],
    (_, body) => [[body.review.reviewedBy, who.id]],
  );
}

/** By the alternant, of a day on which the contract ran. Nothing else in the model knows of it. */
function assess(world: World, story: Story, command: Of<'assess'>, who: Actor): Verdict {
  const { levels, missions } = world.ladder;
  const used = [
    ...levels.flatMap(({ requirements }) => requirements.map(({ competency }) => competency)),
    ...missions.flatMap(({ competencies }) => competencies),
  ];
  const pairs = command.items.map(({ competency, level }) => `${competency} ${level}`);
  const isKnown = command.items.every(
    ({ competency, level }) => used.includes(competency) && levels.some(({ code }) => code === level),
  );
  if (!isKnown || new Set(pairs).size < pairs.length) return refuse(422, 'validation_failed');
  if (who.id !== detailsOf(story).alternant) return refuse(403, 'forbidden');
  const currentStatus = statusOn(story, command.on);
  if (!['active', 'suspended'].includes(currentStatus))
    return refuse(409, 'contract_not_active', { currentStatus });
  return accept(201, command.contract, () => [{ type: 'self_assessment.recorded' }]);
}
