import { bilingual, type Language } from '../../../kernel/language.js';
import { NOTIFICATION_RULES } from '../../../kernel/notification-kinds.js';
import type { MailLine } from '../notifications.types.js';

const SUBJECT = {
  urgent: bilingual('Palier : à lire maintenant', 'Palier: please read now'),
  digest: bilingual('Palier : ce qui vous attend aujourd’hui', 'Palier: what awaits you today'),
};
const OPENING = bilingual('Bonjour,', 'Hello,');
const CONTRACT = bilingual('Contrat', 'Contract');
const CLOSING = bilingual(
  'Ce message ne nomme personne et n’attend pas de réponse : connectez-vous à Palier pour savoir de qui il s’agit, et régler vos préférences.',
  'This message names nobody and awaits no answer: sign in to Palier to know whom it is about, and to set your preferences.',
);

/** `base`: the public address of Palier. */
export function composeMail(
  items: readonly MailLine[],
  { language, isDigest, base }: { language: Language; isDigest: boolean; base: string },
): { subject: string; text: string } {
  const contracts = [...new Set(items.map(({ contractId }) => contractId))];
  const parts = contracts.map((id) => {
    const kinds = [...new Set(items.filter((one) => one.contractId === id).map(({ kind }) => kind))];
    const lines = kinds.map((kind) => `- ${NOTIFICATION_RULES[kind].mail[language]}`);
    const separator = language === 'fr' ? ' : ' : ': ';
    return [...lines, `${CONTRACT[language]}${separator}${base.replace(/\/+$/, '')}/contracts/${id}`].join(
      '\n',
    );
  });
  return {
    subject: SUBJECT[isDigest ? 'digest' : 'urgent'][language],
    text: [OPENING[language], ...parts, CLOSING[language]].join('\n\n') + '\n',
  };
}
