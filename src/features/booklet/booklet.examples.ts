const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export const BOOKLET_EXAMPLES: Readonly<Record<string, unknown>> = {
  'BookletResponse.reader': 'confidences',
  'BookletResponse.hash': HASH,
  'BookletResponse.document': { contract: { status: 'en cours' }, ladder: { acquired: 12, required: 40 } },
  'VerifiedReportResponse.genuine': true,
};
