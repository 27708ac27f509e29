import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { counted, shorten, shortEnough } from '../../../kernel/sentences.js';
import type { Obstacles } from '../ladder.types.js';

/** That a level is closed, what comes first to open it, how much more, and whose turn it is. */
export function explainObstacles(level: string, obstacles: Obstacles): Bilingual {
  const title = shorten(obstacles.titles.get(level) ?? level);
  const [opening, short] = [
    bilingual(`Palier « ${title} » fermé`, `Level "${title}" closed`),
    bilingual('Palier fermé', 'Level closed'),
  ];
  const rest = obstacles.awaiting.length > 0 ? explainDecision(obstacles) : explainMissing(obstacles);
  const sentences = [opening, short].flatMap((begun) =>
    rest.map((ending) => bilingual(`${begun.fr} : ${ending.fr}.`, `${begun.en}: ${ending.en}.`)),
  );
  const [fullest, ...shorter] = sentences;
  return fullest ? shortEnough(fullest, ...shorter) : bilingual(`${opening.fr}.`, `${opening.en}.`);
}

/** Fullest first: the one that is named is to be signed off next. */
function explainMissing({ missing, signer }: Obstacles): Bilingual[] {
  const [first] = missing;
  if (!first) return [];
  const by = signer
    ? bilingual(`${signer} doit encore valider`, `${signer} still has to sign off`)
    : bilingual('un tuteur doit encore valider', 'a tutor still has to sign off');
  const more = missing.length - 1;
  const others = more > 0 ? counted(more, ANOTHER, OTHERS) : null;
  const naming = [6, 4, 3].map((words) =>
    bilingual(
      `${by.fr} « ${shorten(first.competencyTitle, words)} »${others ? ` et ${others.fr}` : ''}`,
      `${by.en} "${shorten(first.competencyTitle, words)}"${others ? ` and ${others.en}` : ''}`,
    ),
  );
  const all = counted(missing.length, ONE, COMPETENCIES);
  return [...naming, bilingual(`${by.fr} ${all.fr}`, `${by.en} ${all.en}`)];
}

/** What is above the level that awaits its decision comes afterwards. */
function explainDecision({ awaiting, missing, titles, decider }: Obstacles): Bilingual[] {
  const title = shorten(titles.get(awaiting[0] ?? '') ?? awaiting[0] ?? '');
  const by = decider
    ? bilingual(`${decider} doit encore décider`, `${decider} still has to decide`)
    : bilingual('le tuteur principal doit encore décider', 'the main tutor still has to decide');
  const decision = bilingual(`${by.fr} du passage « ${title} »`, `${by.en} on "${title}"`);
  if (missing.length === 0) return [decision];
  const all = counted(missing.length, ONE, COMPETENCIES);
  const then = bilingual(`${decision.fr}, puis valider ${all.fr}`, `${decision.en}, then sign off ${all.en}`);
  return [then, decision];
}

const ONE = bilingual('une compétence', 'one competency');
const ANOTHER = bilingual('une autre', 'another one');
const OTHERS = bilingual('autres compétences', 'other competencies');
const COMPETENCIES = bilingual('compétences', 'competencies');
