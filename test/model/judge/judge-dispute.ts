import type { Of } from '../commands.js';
import { detailsOf, held, mandatesOf } from '../contract.js';
import {
  age,
  all,
  dayOf,
  isWithin,
  plus,
  type About,
  type DomainEvent,
  type Named,
  type Story,
} from '../facts.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { actor, isOf, storyOf, type Actor, type World } from '../world.js';

export function judgeDispute(
  world: World,
  command: Of<'dispute' | 'rule' | 'withdrawDispute'>,
  who: Actor,
  today: string,
): Verdict {
  const story = storyOf(world, command.contract);
  if (command.kind === 'dispute') return open(world, story, command, who, today);
  const dispute = all(story, 'dispute.opened').find(({ id }) => id === command.dispute);
  if (!dispute) return refuse(404, 'not_found');
  return command.kind === 'rule'
    ? rule(story, command, dispute, who, today)
    : withdraw(world, story, command, dispute, who, today);
}

type Contested = Named<'sign_off.recorded' | 'sign_off.revoked' | 'level_decision.recorded'>;

const factOf = (story: Story, { kind, id }: About): Contested | undefined => {
  const type = {
    sign_off: 'sign_off.recorded' as const,
    revocation: 'sign_off.revoked' as const,
    level_decision: 'level_decision.recorded' as const,
  }[kind];
  return all(story, type).find((fact) => fact.id === id);
};

/** What refuses or takes back: nobody contests what suits them. */
export function isAgainst(story: Story, fact: Contested): boolean {
  if (fact.type === 'level_decision.recorded') return fact.decision === 'decline';
  if (fact.type === 'sign_off.recorded') return fact.outcome !== 'acquired';
  return all(story, 'sign_off.recorded').some(
    ({ id, outcome }) => id === fact.signOff && outcome === 'acquired',
  );
}

export const endingOf = (story: Story, dispute: string) =>
  all(story, 'dispute.ruled', 'dispute.withdrawn').find((one) => one.dispute === dispute);

const isMinor = (world: World, story: Story, today: string): boolean => {
  const { birthDate } = actor(world, detailsOf(story).alternant);
  return birthDate === null || age(birthDate, today) < 18;
};

const referents = (story: Story, today: string) =>
  mandatesOf(story).filter((one) => one.role === 'referent' && isWithin(one, today));

/** Who writes down what the representative of a minor says. */
const isScribe = (story: Story, who: Actor, today: string): boolean =>
  who.id !== detailsOf(story).alternant &&
  (isOf(who, 'centre', 'centre_admin') || referents(story, today).some(({ person }) => person === who.id));

function open(world: World, story: Story, command: Of<'dispute'>, who: Actor, today: string): Verdict {
  const { about, onBehalfOf } = command;
  const fact = factOf(story, about);
  if (!fact) return refuse(422, 'validation_failed');
  if (onBehalfOf && !isMinor(world, story, today)) return refuse(422, 'validation_failed');
  const may = onBehalfOf ? isScribe(story, who, today) : who.id === detailsOf(story).alternant;
  if (!may) return refuse(403, 'forbidden');
  if (!isAgainst(story, fact)) return refuse(409, 'not_disputable');
  const lastOn = plus(dayOf(fact.at), 30);
  if (today > lastOn) return refuse(409, 'dispute_too_late', { lastOn });
  const known = all(story, 'dispute.opened').find(
    (one) => one.about.id === about.id && endingOf(story, one.id)?.type !== 'dispute.withdrawn',
  );
  if (known) return refuse(409, 'already_disputed', { disputeId: known.id });
  return accept(
    201,
    command.contract,
    (body) => [{ type: 'dispute.opened', id: body.id, about, onBehalfOf }],
    (_, body) => [
      [
        [body.status, body.dueOn, body.overdue],
        ['open', plus(today, 15), false],
      ],
    ],
  );
}

/** The referent of today, or the centre while every other referent than the author of the fact is missing or away. */
function rule(
  story: Story,
  command: Of<'rule'>,
  { id, about }: Named<'dispute.opened'>,
  who: Actor,
  today: string,
): Verdict {
  const author = factOf(story, about)?.by;
  const isReferent = held(story, who.id, today).some(({ role }) => role === 'referent');
  const others = referents(story, today).filter(
    ({ person, absences }) => person !== author && !absences.some((absence) => isWithin(absence, today)),
  );
  const may = isReferent || (isOf(who, 'centre', 'centre_admin') && others.length === 0);
  if (!may || who.id === detailsOf(story).alternant) return refuse(403, 'mandate_missing');
  const ended = endingOf(story, id);
  if (ended)
    return refuse(409, 'illegal_transition', {
      currentStatus: ended.type === 'dispute.ruled' ? 'ruled' : 'withdrawn',
      allowed: [],
    });
  if (who.id === author) return refuse(409, 'ruler_not_distinct');
  const { ruling } = command;
  const ruled: DomainEvent = { type: 'dispute.ruled', dispute: id, ruling };
  const overturned: DomainEvent = { type: `${about.kind}.overturned`, fact: about.id };
  return accept(201, command.contract, () => (ruling === 'fact_overturned' ? [ruled, overturned] : [ruled]));
}

/** By whoever opened it, in the same name; once of age the alternant speaks alone. */
function withdraw(
  world: World,
  story: Story,
  command: Of<'withdrawDispute'>,
  { id, onBehalfOf }: Named<'dispute.opened'>,
  who: Actor,
  today: string,
): Verdict {
  const isRepresented = onBehalfOf !== null && isMinor(world, story, today);
  const may = isRepresented ? isScribe(story, who, today) : who.id === detailsOf(story).alternant;
  if (!may) return refuse(403, 'forbidden');
  if (endingOf(story, id)) return refuse(409, 'illegal_transition', { allowed: [] });
  return accept(201, command.contract, () => [{ type: 'dispute.withdrawn', dispute: id }]);
}
