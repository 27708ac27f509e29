import type { Of } from '../commands.js';
import { detailsOf, held, TUTORS } from '../contract.js';
import { all, dayOf, plus, type Story } from '../facts.js';
import { entitlement } from '../progress.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { actor, storyOf, STRUCTURE, type Actor, type World } from '../world.js';

export type JournalCommand = Of<'write' | 'acknowledge' | 'withdrawEntry'>;

export function judgeJournal(world: World, command: JournalCommand, who: Actor, today: string): Verdict {
  const story = storyOf(world, command.contract);
  return command.kind === 'write' ? write(world, story, command, who) : endEntry(story, command, who, today);
}

/** By her alone, on an agreed day, whatever she was entitled to; a day has 24 hours, but for two Sundays. */
function write(world: World, story: Story, command: Of<'write'>, who: Actor): Verdict {
  const { on, minutes, contract } = command;
  const mission = world.ladder.missions.find(({ code }) => code === command.mission);
  const { startsOn, until, alternant } = detailsOf(story);
  const taken = all(story, 'journal_entry.recorded')
    .filter((entry) => entry.on === on && stateOf(story, entry.id) !== 'withdrawn')
    .reduce((sum, entry) => sum + entry.minutes, 0);
  if (!mission || on < startsOn || on >= until || taken + minutes > lengthOf(on))
    return refuse(422, 'validation_failed');
  if (who.id !== alternant) return refuse(403, 'forbidden');

  // The days of the contract as they are known now; everything else as it was told by the end of that day.
  const known = story.filter(({ type, at }) => type.startsWith('contract.') || dayOf(at) <= on);
  const { birthDate } = actor(world, alternant);
  const { reasons: held } = entitlement(world.ladder, known, mission, on, {
    birthDate,
    structureType: STRUCTURE,
  });
  const isTooMuch = isMinor(birthDate, on) && (taken + minutes > 480 || ofWeek(story, on) + minutes > 2100);
  const reasons = isTooMuch && !held.includes('age') ? [...held, 'age'] : held;
  return accept(
    201,
    contract,
    (body) => [{ type: 'journal_entry.recorded', id: body.id, on, mission: mission.code, minutes }],
    (_, body) => [
      [body.reasons, reasons],
      [body.beyondEntitlement, reasons.length > 0],
      [body.status, 'recorded'],
    ],
  );
}

/** A minor works eight hours a day and thirty-five a week at most; whoever’s age is not known is one. */
const isMinor = (birthDate: string | null, on: string): boolean =>
  birthDate === null || on < `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;

/** What she wrote of the week of that day, from Monday on, in minutes. */
function ofWeek(story: Story, on: string): number {
  const monday = plus(on, -((new Date(`${on}T12:00:00Z`).getUTCDay() + 6) % 7));
  return all(story, 'journal_entry.recorded')
    .filter(
      (entry) => entry.on >= monday && entry.on < plus(monday, 7) && stateOf(story, entry.id) !== 'withdrawn',
    )
    .reduce((sum, entry) => sum + entry.minutes, 0);
}

/** Read by a tutor of today, or taken back by her, whichever comes first. */
function endEntry(
  story: Story,
  { kind, contract, entry }: Of<'acknowledge' | 'withdrawEntry'>,
  who: Actor,
  today: string,
): Verdict {
  const { alternant } = detailsOf(story);
  if (kind === 'withdrawEntry' && who.id !== alternant) return refuse(403, 'forbidden');
  const isTutor = held(story, who.id, today).some(({ role }) => TUTORS.includes(role));
  if (kind === 'acknowledge' && (!isTutor || who.id === alternant)) return refuse(403, 'mandate_missing');
  const state = stateOf(story, entry);
  if (state !== 'recorded') return refuse(409, 'illegal_transition', { currentStatus: state, allowed: [] });
  const becomes = kind === 'withdrawEntry' ? 'withdrawn' : 'acknowledged';
  return accept(
    201,
    contract,
    () => [{ type: `journal_entry.${becomes}` as const, entry }],
    (_, body) => [[body.status, becomes]],
  );
}

function stateOf(story: Story, entry: string): 'recorded' | 'acknowledged' | 'withdrawn' {
  const ended = all(story, 'journal_entry.acknowledged', 'journal_entry.withdrawn').find(
    (one) => one.entry === entry,
  );
  if (!ended) return 'recorded';
  return ended.type === 'journal_entry.withdrawn' ? 'withdrawn' : 'acknowledged';
}

/** In minutes: the last Sunday of October has an hour more, that of March an hour less. */
export function lengthOf(on: string): number {
  const isLastSunday = new Date(`${on}T12:00:00Z`).getUTCDay() === 0 && Number(on.slice(8)) > 24;
  const change = { '10': 60, '03': -60 }[on.slice(5, 7)] ?? 0;
  return 1440 + (isLastSunday ? change : 0);
}
