import type { Command } from '../commands.js';
import { judgeWord } from './judge-concerns.js';
import { judgeCorrections } from './judge-corrections.js';
import { judgeContract } from './judge-contract.js';
import { judgeJournal, lengthOf } from './judge-journal.js';
import { judgeDispute } from './judge-dispute.js';
import { judgeMove } from './judge-move.js';
import { judgeLadder } from './judge-ladder.js';
import { judgeRequest } from './judge-requests.js';
import { judgeAttestations } from './judge-attestations.js';
import { judgeShift } from './judge-shift.js';
import { judgeTeam } from './judge-team.js';
import { refuse, type Verdict } from '../verdicts.js';
import { actor, sees, storyOf, type Actor, type World } from '../world.js';

/** Which roles may try at all; a client is its organisation's HR, and never a person. */
const JUDGES = ['centre_admin', 'referent', 'hr', 'tutor'];
const ADMINISTRATORS = ['hr', 'centre_admin'];
const DISPUTERS = ['alternant', 'referent', 'centre_admin'];
const HOLDERS = [...JUDGES, 'alternant'];
const MAY_TRY: Record<string, { roles: readonly string[]; clients: boolean }> = {
  observe: { roles: HOLDERS, clients: false },
  withdraw: { roles: HOLDERS, clients: false },
  signOff: { roles: JUDGES, clients: false },
  shift: { roles: JUDGES, clients: false },
  revoke: { roles: JUDGES, clients: false },
  decide: { roles: JUDGES, clients: false },
  resumption: { roles: JUDGES, clients: false },
  assign: { roles: JUDGES, clients: false },
  endAssignment: { roles: JUDGES, clients: false },
  withdrawResumption: { roles: JUDGES, clients: false },
  endAbsence: { roles: HOLDERS, clients: true },
  write: { roles: ['alternant'], clients: false },
  acknowledge: { roles: JUDGES, clients: false },
  withdrawEntry: { roles: ['alternant'], clients: false },
  absence: { roles: HOLDERS, clients: true },
  raise: { roles: HOLDERS, clients: false },
  review: { roles: JUDGES, clients: false },
  assess: { roles: ['alternant'], clients: false },
  ask: { roles: HOLDERS, clients: false },
  claim: { roles: JUDGES, clients: false },
  answer: { roles: JUDGES, clients: false },
  callOff: { roles: HOLDERS, clients: false },
  attest: { roles: JUDGES, clients: true },
  unattest: { roles: JUDGES, clients: true },
  dispute: { roles: DISPUTERS, clients: false },
  rule: { roles: ['referent', 'centre_admin'], clients: false },
  withdrawDispute: { roles: DISPUTERS, clients: false },
};

/** What the answer must be, were it the only command; `at` is the instant of the clock. */
export function judge(world: World, command: Command, at: string, today: string): Verdict {
  const who = actor(world, command.by);
  const may = MAY_TRY[command.kind] ?? { roles: ADMINISTRATORS, clients: true };
  if (!who.memberships.some(({ role }) => may.roles.includes(role))) return refuse(403, 'forbidden');
  if (who.isClient && !may.clients) return refuse(403, 'person_required');
  const wrong = wrongBody(command, today);
  if (wrong) return refuse(422, wrong);
  // Whatever is wrong with an item is told of it alone.
  if (command.kind === 'shift') return judgeShift(world, command, who, at, today);
  if (command.kind !== 'create' && command.kind !== 'put' && !isSeen(world, who, command.contract, today))
    return refuse(404, 'not_found');
  switch (command.kind) {
    case 'observe':
    case 'withdraw':
    case 'signOff':
    case 'revoke':
    case 'decide':
    case 'resumption':
    case 'assign':
      return judgeLadder(world, command, who, at, today);
    case 'write':
    case 'acknowledge':
    case 'withdrawEntry':
      return judgeJournal(world, command, who, today);
    case 'raise':
    case 'review':
    case 'assess':
      return judgeWord(world, command, who, today);
    case 'ask':
    case 'claim':
    case 'answer':
    case 'callOff':
      return judgeRequest(world, command, who, at, today);
    case 'attest':
    case 'unattest':
      return judgeAttestations(world, command, who, today);
    case 'dispute':
    case 'rule':
    case 'withdrawDispute':
      return judgeDispute(world, command, who, today);
    case 'move':
      return judgeMove(world, command, who, at, today);
    case 'correctStep':
    case 'withdrawStep':
    case 'endAbsence':
    case 'endAssignment':
    case 'withdrawResumption':
      return judgeCorrections(world, command, who, at, today);
    case 'open':
    case 'end':
    case 'absence':
      return judgeTeam(world, command, who, today);
    default:
      return judgeContract(world, command, who, today);
  }
}

const isSeen = (world: World, who: Actor, contract: string, today: string): boolean =>
  sees(who, storyOf(world, contract), today);

const TUTORS = ['main_tutor', 'co_tutor', 'substitute'];

const isRepeated = (items: readonly { readonly competency: string; readonly level: string }[]): boolean =>
  new Set(items.map(({ competency, level }) => `${competency} ${level}`)).size < items.length;

/** What is wrong whatever has happened. */
function wrongBody(command: Command, today: string): string | null {
  switch (command.kind) {
    case 'ask':
      return isRepeated(command.items) ? 'validation_failed' : null;
    case 'terminate':
      return command.cause === null || command.initiator === null ? 'validation_failed' : null;
    case 'open':
      return (command.to !== null && command.to < command.from) ||
        (command.maxLevel !== null && !TUTORS.includes(command.role))
        ? 'validation_failed'
        : null;
    case 'assign':
    case 'attest':
      return command.to !== null && command.to < command.from ? 'validation_failed' : null;
    case 'absence':
      return command.to < command.from ? 'validation_failed' : null;
    case 'decide':
      return command.decision === 'decline' && command.reason === null ? 'validation_failed' : null;
    case 'write':
      return command.on > today || command.minutes > lengthOf(command.on) ? 'validation_failed' : null;
    case 'assess':
      return command.on > today || isRepeated(command.items) ? 'validation_failed' : null;
    case 'observe':
    case 'signOff':
    case 'answer':
      if (isRepeated(command.items)) return 'validation_failed';
      return command.observedOn > today ? 'observed_in_the_future' : null;
    default:
      return null;
  }
}
