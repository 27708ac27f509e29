import { isDeepStrictEqual } from 'node:util';
import type { TestResponse } from '../../support/app.js';
import type { Command, Of, SentItem } from '../commands.js';
import { all, between, dayOf, type DomainEvent, type Named } from '../facts.js';
import { judgeLadder } from './judge-ladder.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { sees, storyOf, record, type Actor, type World } from '../world.js';

type Shift = Of<'shift'>;
/** One item of it is judged by somebody, at an instant. */
interface Asked {
  readonly shift: Shift;
  readonly who: Actor;
  readonly at: string;
  readonly today: string;
}

/** A shift is its items of one contract, one after the other, each as if it were sent alone; so with every contract. */
export function judgeShift(world: World, shift: Shift, who: Actor, at: string, today: string): Verdict {
  const played = (body: TestResponse['body']) => play(world, { shift, who, at, today }, body);
  return accept(
    200,
    shift.contract,
    (body) => played(body).events,
    (_, body) => [[indicesOf(shift).map((index) => reportedOf(body.results[index])), played(body).reported]],
  );
}

/** As many commands as it names contracts: nothing but the order of what comes from one hand ties them. */
export function partsOf(command: Command): Command[] {
  if (command.kind !== 'shift') return [command];
  return [...new Set(command.items.map(({ contract }) => contract))].map((contract) => ({
    ...command,
    contract,
  }));
}

/** Where the items of the part stand in what was sent. */
const indicesOf = ({ items, contract }: Shift): number[] =>
  items.flatMap((item, index) => (item.contract === contract ? [index] : []));

/** What was answered of one item: the status, the code, and what is said of the sign-off. */
const reportedOf = ({ clientId, status, problem, signOff }: TestResponse['body']) =>
  problem
    ? [clientId, status, problem.code]
    : [clientId, status, signOff.id, signOff.late, signOff.revocationId !== null];

/** The answer gives the ids of what is new; everything else is told from the world. */
function play(before: World, asked: Asked, body: TestResponse['body']) {
  const { shift, who, at, today } = asked;
  const events: DomainEvent[] = [];
  const reported: unknown[] = [];
  let world = before;
  for (const index of indicesOf(shift)) {
    const item = shift.items[index] as SentItem;
    const known = sentBefore(world, who, item.clientId);
    const verdict = judgeItem(world, asked, index, known);
    const { id = `none-${index}`, observationId = null } = body.results[index]?.signOff ?? {};
    if (known && verdict.ok) {
      const isRevoked = world.contracts.some(({ story }) =>
        all(story, 'sign_off.revoked').some(({ signOff }) => signOff === known.id),
      );
      reported.push([item.clientId, 201, known.id, isLate(item, dayOf(known.at)), isRevoked]);
    } else if (verdict.ok) {
      const facts = verdict
        .facts({ signOffs: [{ id, observationId }] })
        .map((fact) => (fact.type === 'sign_off.recorded' ? { ...fact, sent: item } : fact));
      events.push(...facts);
      world = record(world, shift.contract, facts, who.id, at);
      reported.push([item.clientId, 201, id, isLate(item, today), false]);
    } else reported.push([item.clientId, verdict.status, verdict.code]);
  }
  return { events, reported };
}

function judgeItem(
  world: World,
  { shift, who, at, today }: Asked,
  index: number,
  known: Named<'sign_off.recorded'> | undefined,
): Verdict {
  const item = shift.items[index] as SentItem;
  const { contract } = shift;
  if (item.observedOn > today) return refuse(422, 'observed_in_the_future');
  if (!sees(who, storyOf(world, contract), today)) return refuse(404, 'not_found');
  const isSame = known && storyOf(world, contract).includes(known) && isDeepStrictEqual(known.sent, item);
  if (known) return isSame ? accept(201, contract, () => []) : refuse(409, 'client_id_reused');
  const first = shift.items.find(({ clientId }) => clientId === item.clientId);
  if (!isDeepStrictEqual(first, item)) return refuse(409, 'client_id_reused');
  const { observedOn, observation, competency, level, outcome } = item;
  const items = [{ competency, level, outcome }];
  const alone = { kind: 'signOff' as const, by: shift.by, contract, observedOn, observation, items };
  return judgeLadder(world, alone, who, at, today);
}

const sentBefore = (world: World, who: Actor, clientId: string) =>
  world.contracts
    .flatMap(({ story }) => all(story, 'sign_off.recorded'))
    .find((fact) => fact.by === who.id && fact.sent?.clientId === clientId);

/** More than two days after it was seen. */
const isLate = ({ observedOn }: SentItem, recordedOn: string) => between(observedOn, recordedOn) > 2;
