import type { Choice } from './choose.js';
import type { Command } from '../commands.js';
import { detailsOf, mandatesOf } from '../contract.js';
import { all, isWithin, type About, type Story } from '../facts.js';
import { endingOf, isAgainst } from '../judge/judge-dispute.js';

/** Mostly what may be contested and is not yet, by her; then rulings, of which more overturn than not. */
export function chooseDispute(
  choice: Choice,
  kind: 'dispute' | 'rule' | 'withdrawDispute',
  contract: string,
  story: Story,
  isFit: boolean,
): Command | null {
  const { today } = choice;
  const { alternant } = detailsOf(story);
  const disputes = all(story, 'dispute.opened');
  const scribes = [
    'admin',
    ...mandatesOf(story)
      .filter((one) => one.role === 'referent')
      .map(({ person }) => person),
  ];
  if (kind === 'dispute') {
    const facts = all(story, 'sign_off.recorded', 'sign_off.revoked', 'level_decision.recorded');
    const against = facts.filter(
      (fact) => isAgainst(story, fact) && !disputes.some(({ about }) => about.id === fact.id),
    );
    const among = isFit ? against.slice(-4) : facts;
    if (among.length === 0) return null;
    const fact = choice.of(among);
    const about: About = { kind: KINDS[fact.type], id: fact.id };
    const onBehalfOf = choice.number(isFit ? 6 : 3) === 0 ? 'legal_representative' : null;
    const by = isFit ? (onBehalfOf ? choice.of(scribes) : alternant) : choice.someone();
    return { kind, by, contract, about, onBehalfOf };
  }
  const open = disputes.filter(({ id }) => !endingOf(story, id));
  const among = isFit ? open : disputes;
  if (among.length === 0) return null;
  const dispute = choice.of(among);
  if (kind === 'withdrawDispute') {
    const by = isFit
      ? dispute.onBehalfOf
        ? choice.of([...scribes, alternant])
        : alternant
      : choice.someone();
    return { kind, by, contract, dispute: dispute.id };
  }
  const referents = mandatesOf(story).filter((one) => one.role === 'referent' && isWithin(one, today));
  const by = isFit ? choice.of([...referents.map(({ person }) => person), 'admin']) : choice.someone();
  const ruling = choice.of(['fact_overturned', 'fact_overturned', 'fact_stands'] as const);
  return { kind, by, contract, dispute: dispute.id, ruling };
}

const KINDS = {
  'sign_off.recorded': 'sign_off',
  'sign_off.revoked': 'revocation',
  'level_decision.recorded': 'level_decision',
} as const;
