import type { Of } from '../commands.js';
import { detailsOf, held } from '../contract.js';
import { all, plus, type Story } from '../facts.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { isOf, storyOf, type Actor, type World } from '../world.js';

/** What the alternant holds: told by HR, the centre, the main tutor or the referent of today, never by themselves. */
export function judgeAttestations(
  world: World,
  command: Of<'attest' | 'unattest'>,
  who: Actor,
  today: string,
): Verdict {
  const story = storyOf(world, command.contract);
  if (command.kind === 'attest') {
    const { prerequisite, from, to } = command;
    const asked = world.ladder.missions.flatMap(({ prerequisites }) => prerequisites ?? []);
    if (!asked.includes(prerequisite)) return refuse(422, 'validation_failed');
    if (!mayAttest(story, who, today)) return refuse(403, 'mandate_missing');
    const until = to === null ? null : plus(to, 1);
    return accept(201, command.contract, (body) => [
      { type: 'attestation.recorded', id: body.id, prerequisite, from, until },
    ]);
  }
  if (!mayAttest(story, who, today)) return refuse(403, 'mandate_missing');
  const hasLeft = all(story, 'attestation.withdrawn').some(
    ({ attestation }) => attestation === command.attestation,
  );
  if (hasLeft) return refuse(409, 'already_withdrawn');
  return accept(201, command.contract, () => [
    { type: 'attestation.withdrawn', attestation: command.attestation },
  ]);
}

function mayAttest(story: Story, who: Actor, today: string): boolean {
  if (who.id === detailsOf(story).alternant) return false;
  const administers = isOf(who, 'employer', 'hr') || isOf(who, 'centre', 'centre_admin');
  return (
    administers || held(story, who.id, today).some(({ role }) => role === 'main_tutor' || role === 'referent')
  );
}
