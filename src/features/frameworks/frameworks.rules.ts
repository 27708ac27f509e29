import type { FieldError } from '../../kernel/errors.js';
import { fieldError } from '../../kernel/refusals.js';
import type { Block, Competency, FrameworkTree } from './frameworks.types.js';
import { noteRepeated, readCode } from './reading/codes.rules.js';
import { readOthers, refuseOthers } from './reading/extras.rules.js';
import { readItems, readObject, readText, sent, type Sent } from './reading/reading.rules.js';

export const FRAMEWORK_SIZES = {
  version: 64,
  title: 300,
  competencyTitle: 1000,
  blocks: 50,
  competencies: 500,
};

const OWN = ['code', 'version', 'title', 'blocks', 'details'];
/** What an answer adds: sent back, it would end among the details. */
const ANSWERED = ['id', 'ownerId', 'status', 'publishedAt', 'createdAt', 'updatedAt'];

/** A framework as it was sent, and every mistake in it. What is neither ours nor known goes to `details`. */
export function readFramework(value: unknown): { framework: FrameworkTree; mistakes: FieldError[] } {
  const from = sent(value);
  const others = Object.keys(from.members).filter((name) => !ANSWERED.includes(name));
  refuseOthers(from, others);
  const framework: FrameworkTree = {
    code: readCode(from, 'code'),
    version: readText(from, 'version', FRAMEWORK_SIZES.version),
    title: readText(from, 'title', FRAMEWORK_SIZES.title),
    blocks: readItems(from, 'blocks', { min: 1, max: FRAMEWORK_SIZES.blocks }, readBlock),
    details: {
      ...readObject(from, 'details', (details) => readOthers(details, [])),
      ...readOthers(from, [...OWN, ...ANSWERED]),
    },
  };
  return { framework, mistakes: [...from.mistakes, ...findFrameworkMistakes(framework)] };
}

/** The codes of every competency of a framework. */
export const competenciesOf = (framework: FrameworkTree): Set<string> => new Set(titlesOf(framework).keys());

/** What a framework calls each of its competencies. */
export const titlesOf = ({ blocks }: FrameworkTree): Map<string, string> =>
  new Map(
    blocks.flatMap(({ competencies }) => competencies.map(({ code, title }) => [code, title] as const)),
  );

function readBlock(from: Sent): Block {
  return {
    ...readOthers(from, ['code', 'title', 'competencies']),
    code: readCode(from, 'code'),
    title: readText(from, 'title', FRAMEWORK_SIZES.title),
    competencies: readItems(
      from,
      'competencies',
      { min: 1, max: FRAMEWORK_SIZES.competencies },
      readCompetency,
    ),
  };
}

function readCompetency(from: Sent): Competency {
  return {
    ...readOthers(from, ['code', 'title']),
    code: readCode(from, 'code'),
    title: readText(from, 'title', FRAMEWORK_SIZES.competencyTitle),
  };
}

/** A code names one thing in the whole framework, block or competency. */
function findFrameworkMistakes({ blocks }: FrameworkTree): FieldError[] {
  const codes = blocks.flatMap((block, b) => [
    { code: block.code, pointer: `/blocks/${b}/code` },
    ...block.competencies.map(({ code }, c) => ({ code, pointer: `/blocks/${b}/competencies/${c}/code` })),
  ]);
  const count = codes.length - blocks.length;
  return [
    ...noteRepeated(codes),
    ...(count > FRAMEWORK_SIZES.competencies ? [tooManyCompetencies(count)] : []),
  ];
}

const tooManyCompetencies = (count: number): FieldError =>
  fieldError(
    '/blocks',
    'too_many_competencies',
    `${count} compétences : un référentiel en compte ${FRAMEWORK_SIZES.competencies} au plus.`,
    `${count} competencies: a framework has at most ${FRAMEWORK_SIZES.competencies}.`,
  );
