import type { Command } from '../commands.js';
import { detailsOf, mandatesOf, TUTORS } from '../contract.js';
import { all, isWithin, type Named, type Story } from '../facts.js';
import type { Shape } from '../ladders.js';
import { currentIndex, isAcquired } from '../progress.js';
import { answers } from '../requests.js';

/** What numbers choose from. */
interface Choices {
  readonly today: string;
  number(below: number): number;
  of<T>(list: readonly T[]): T;
  someone(): string;
}

/** What somebody asks to be judged on, mostly what is missing; and what becomes of a request, mostly of a late one. */
export function chooseRequest(
  choice: Choices,
  ladder: Shape,
  aim: 'ask' | 'claim' | 'answer' | 'callOff',
  contract: string,
  story: Story,
  isFit: boolean,
): Command | null {
  const { today } = choice;
  const team = mandatesOf(story).filter((one) => isWithin(one, today));
  const tutors = team.filter(({ role }) => TUTORS.includes(role));
  const tutor = () => (isFit && tutors.length > 0 ? choice.of(tutors).person : choice.someone());
  if (aim === 'ask') {
    const fit = [detailsOf(story).alternant, ...team.map(({ person }) => person)];
    const level = isFit ? ladder.levels[currentIndex(ladder, story)] : choice.of(ladder.levels);
    const missing = (level?.requirements ?? []).filter(
      ({ competency }) => !isFit || !isAcquired(ladder, story, level?.code ?? '', competency),
    );
    if (!level || missing.length === 0) return null;
    const items = missing
      .slice(choice.number(missing.length))
      .map(({ competency }) => ({ competency, level: level.code }));
    const isWrong = !isFit && choice.number(4) === 0;
    return {
      kind: 'ask',
      by: isFit ? choice.of(fit) : choice.someone(),
      contract,
      items: isWrong ? [...items, { competency: 'Z', level: level.code }] : items,
    };
  }
  const ends = all(story, 'sign_off_request.decided', 'sign_off_request.withdrawn');
  const isOpen = (one: Named<'sign_off_request.submitted'>) =>
    !ends.some(({ request }) => request === one.id) && answers(story, one).includes(null);
  const submitted = all(story, 'sign_off_request.submitted').filter((one) => !isFit || isOpen(one));
  if (submitted.length === 0) return null;
  const request = choice.of(submitted);
  const of = { contract, request: request.id };
  if (aim === 'claim') return { kind: 'claim', by: tutor(), ...of };
  if (aim === 'callOff') return { kind: 'callOff', by: isFit ? request.by : choice.someone(), ...of };
  const claim = all(story, 'sign_off_request.claimed').findLast((one) => one.request === request.id);
  const stated = answers(story, request);
  const open = request.items.filter((_, index) => !stated[index]);
  const answered =
    isFit && open.length > 0 ? open : request.items.slice(choice.number(Math.min(2, request.items.length)));
  const outcomes = ['acquired', 'acquired', 'not_yet', 'cannot_assess'] as const;
  return {
    kind: 'answer',
    by: claim && choice.number(4) > 0 ? claim.by : tutor(),
    ...of,
    observedOn: today,
    items: answered.map((item) => ({ ...item, outcome: choice.of(outcomes) })),
  };
}
