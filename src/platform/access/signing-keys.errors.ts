import { ConfigError } from '../config/config.js';

/** Comes of a database that was restored, or of processes whose settings differ. It stops the start. */
export const sealedByAnother = (): ConfigError =>
  new ConfigError(
    'PALIER_KEY_ENCRYPTION_KEY: les clés qui signent les jetons sont scellées par une autre clé. Donnez celle-là, ou donnez-la comme PALIER_FORMER_KEY_ENCRYPTION_KEY ; sans ce réglage, remettez le fichier key-encryption-key de PALIER_DATA_DIR ; si elle est perdue : npm run keys:rotate -- --now (the signing keys are sealed with another key: give that one, or as the former one; without the setting, put the file key-encryption-key of PALIER_DATA_DIR back; if it is lost: npm run keys:rotate -- --now).',
  );
