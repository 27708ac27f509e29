import type { Of } from '../commands.js';
import { statusOn } from '../contract.js';
import { all, type Story } from '../facts.js';
import { halfSignature, view } from '../progress.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { isOf, storyOf, record, type Actor, type World } from '../world.js';

/** On which of the two ladders a contract is. */
export const ladderOf = (story: Story): 0 | 1 =>
  all(story, 'contract.ladder_changed').length % 2 === 0 ? 0 : 1;

/** By the centre, of what runs, from the ladder that the contract is on; all is exact, so nothing falls but half of a signature. */
export function judgeMove(
  world: World,
  { contract, mapping, dryRun }: Of<'move'>,
  who: Actor,
  at: string,
  today: string,
): Verdict {
  const story = storyOf(world, contract);
  if (!isOf(who, 'centre', 'centre_admin')) return refuse(403, 'forbidden');
  const status = statusOn(story, today);
  if (!['signed', 'active', 'suspended'].includes(status))
    return refuse(409, 'contract_not_running', { currentStatus: status });
  const from = ladderOf(story);
  if (mapping !== from) return refuse(409, 'ladder_mismatch', { ladderId: world.ids.ladders[from] });
  const halves = world.ladder.levels.filter((level) => halfSignature(world.ladder, story, level));
  if (!dryRun && halves.length > 0) return refuse(409, 'losses_not_acknowledged');
  const moved = { type: 'contract.ladder_changed' as const };
  const after = storyOf(record(world, contract, [moved], who.id, at), contract);
  const shown = view(world.ladder, after, at);
  return accept(
    dryRun ? 200 : 201,
    contract,
    () => (dryRun ? [] : [moved]),
    (_, body) => [
      [body.ladder, dryRun ? { ...shown, sequence: story.length } : shown],
      [body.ladder.ladderId, world.ids.ladders[1 - from]],
      [
        [body.impact.toReacquire, body.impact.lost, body.impact.missions, body.impact.assignments],
        [[], [], [], []],
      ],
      [body.impact.halfSignatures, halves.map(({ code }) => code)],
    ],
  );
}
