import type { Of } from '../commands.js';
import {
  absencesOf,
  actsOf,
  assignmentsOf,
  decidingMandate,
  detailsOf,
  held,
  heldUntil,
  isEnd,
  mandatesOf,
  signedOn,
  statusOn,
  suspensionsOf,
  TUTORS,
  type Placed,
} from '../contract.js';
import { all, type DomainEvent, type Story } from '../facts.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { storyOf, type Actor, type World } from '../world.js';
import { administers, isOverloaded, meet, overlapsAnother, termOf } from './judge-contract.js';

type Kind = 'correctStep' | 'withdrawStep' | 'endAbsence' | 'endAssignment' | 'withdrawResumption';

/** What puts right what was recorded before. */
export function judgeCorrections(
  world: World,
  command: Of<Kind>,
  who: Actor,
  at: string,
  today: string,
): Verdict {
  const story = storyOf(world, command.contract);
  switch (command.kind) {
    case 'correctStep':
    case 'withdrawStep':
      return correctStep(world, command, who, at, today);
    case 'endAbsence':
      return endAbsence(story, command, who, today);
    case 'endAssignment':
      return endAssignment(story, command, who, today);
    case 'withdrawResumption': {
      const { contract, resumption } = command;
      if (!decidingMandate(story, who.id, 'tutor', today)) return refuse(403, 'mandate_missing');
      if (all(story, 'resumption.withdrawn').some((one) => one.resumption === resumption))
        return refuse(409, 'already_withdrawn');
      return accept(201, contract, () => [{ type: 'resumption.withdrawn', resumption }]);
    }
  }
}

/** It counts no more where another act has taken its place, or that to which it belongs never was. */
function isReplaced(acts: readonly Placed[], index: number): boolean {
  const act = acts[index];
  const later = acts.slice(index + 1);
  if (!act || act.type === 'contract.suspended') return false;
  if (isEnd(act)) return later.some((one) => isEnd(one) && !one.isWithdrawn);
  const next = later.findIndex(({ type }) => type === 'contract.suspended');
  const until = next < 0 ? later : later.slice(0, next);
  return (
    until.some((one) => one.type === 'contract.resumed' && !one.isWithdrawn) ||
    acts.slice(0, index).findLast(({ type }) => type === 'contract.suspended')?.isWithdrawn === true
  );
}

function correctStep(
  world: World,
  command: Of<'correctStep' | 'withdrawStep'>,
  who: Actor,
  at: string,
  today: string,
): Verdict {
  const { contract, sequence } = command;
  const story = storyOf(world, contract);
  if (!administers(who)) return refuse(403, 'forbidden');
  const acts = actsOf(story);
  const isAct = (type: string) => acts.some((one) => one.type === type) || type === 'contract.step_corrected';
  const named = story[sequence - 1];
  if (!named || !isAct(named.type)) return refuse(409, 'not_correctable');
  const index = acts.findIndex((one) => one.sequence === sequence);
  const act = acts[index];
  if (!act || isReplaced(acts, index)) return refuse(409, 'already_corrected');

  const fact: DomainEvent =
    command.kind === 'withdrawStep'
      ? { type: 'contract.step_withdrawn', corrects: sequence }
      : { type: 'contract.step_corrected', corrects: sequence, on: command.on };
  const withFact = (one: DomainEvent): Story => [...story, { ...one, by: who.id, at }];
  const after = withFact(fact);
  const without = withFact({ type: 'contract.step_withdrawn', corrects: sequence });
  if (command.kind === 'withdrawStep') {
    if (act.type === 'contract.terminated' && halfAYearAfter(act.on) <= today)
      return refuse(409, 'end_is_final');
    if (!isInOrder(after)) return refuse(409, 'built_upon');
  } else {
    const { startsOn, until } = detailsOf(story);
    const { on } = command;
    const isFit =
      act.type === 'contract.completed'
        ? startsOn < on && on <= until && (on === until || !act.cause || act.cause === 'diploma_obtained')
        : startsOn <= on && on < heldUntil(act.type === 'contract.terminated' ? without : after);
    if (on === act.on || !isFit || !isInOrder(after)) return refuse(422, 'validation_failed');
  }
  if (heldUntil(after) > heldUntil(story)) {
    if (overlapsAnother(world, contract, after)) return refuse(409, 'contract_overlap');
    const held = {
      ...world,
      contracts: world.contracts.map((one) => (one.id === contract ? { id: contract, story: after } : one)),
    };
    const tutors = mandatesOf(after).filter((one) => one.role === 'main_tutor' && meet(one, termOf(after)));
    if (signedOn(after) !== null && tutors.some((tutor) => isOverloaded(held, contract, tutor)))
      return refuse(409, 'tutor_over_capacity');
  }
  return accept(
    201,
    contract,
    () => [fact],
    (_, body) => [
      [body.contract.status, statusOn(after, today)],
      [body.step.sequence, after.length],
    ],
  );
}

/** Each suspension ends before the next begins, and not before it began itself. */
function isInOrder(story: Story): boolean {
  const away = suspensionsOf(story);
  return away.every(({ from, until }, index) => {
    const next = away[index + 1];
    return (until === null || from <= until) && (!next || (until !== null && until <= next.from));
  });
}

function halfAYearAfter(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 6, 0)).getUTCDate();
  return new Date(Date.UTC(year, month + 5, Math.min(date, last))).toISOString().slice(0, 10);
}

/** By the person, or by whoever administers the contract; sooner, never later. */
function endAbsence(
  story: Story,
  { contract, absence, on }: Of<'endAbsence'>,
  who: Actor,
  today: string,
): Verdict {
  const found = absencesOf(story).find(({ id }) => id === absence);
  const holder = mandatesOf(story).find(({ id }) => id === found?.mandate)?.person;
  if (!found) return refuse(404, 'not_found');
  if (who.id !== holder && !administers(who)) return refuse(403, 'forbidden');
  const day = on ?? today;
  if (day < found.from || found.until < day) return refuse(422, 'validation_failed');
  return accept(200, contract, () =>
    found.until === day ? [] : [{ type: 'mandate.absence_ended', absence, on: day }],
  );
}

/** By a tutor of today, whatever the contract's days; sooner, never later. */
function endAssignment(
  story: Story,
  { contract, assignment, on }: Of<'endAssignment'>,
  who: Actor,
  today: string,
): Verdict {
  const found = assignmentsOf(story).find(({ id }) => id === assignment);
  if (!found) return refuse(404, 'not_found');
  const isTutor = held(story, who.id, today).some(({ role }) => TUTORS.includes(role));
  if (!isTutor || who.id === detailsOf(story).alternant) return refuse(403, 'mandate_missing');
  const day = on ?? today;
  if (day < found.from || (found.until !== null && found.until < day))
    return refuse(422, 'validation_failed');
  return accept(200, contract, () =>
    found.until === day ? [] : [{ type: 'assignment.ended', assignment, on: day }],
  );
}
