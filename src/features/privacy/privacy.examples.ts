export const PRIVACY_EXAMPLES: Readonly<Record<string, unknown>> = {
  'FileReaderResponse.name': 'Claire Petit',
};
