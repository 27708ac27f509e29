/** Which feature may call which. Read downwards: a feature knows those above it, never those below. */
const MAY_USE = {
  organisations: [],
  people: ['organisations'],
  identity: ['organisations', 'people'],
  'api-clients': ['organisations', 'people'],
  'employer-proposals': ['organisations', 'people'],
  frameworks: ['organisations'],
  'contract-history': [],
  tutors: ['organisations', 'people'],
  prospects: ['organisations', 'people'],
  contracts: ['contract-history', 'organisations', 'people', 'frameworks', 'tutors'],
  mandates: ['contract-history', 'people', 'tutors', 'contracts'],
  amendments: ['contract-history', 'contracts', 'mandates'],
  placements: ['contract-history', 'organisations', 'contracts', 'mandates'],
  outcomes: ['contract-history', 'mandates'],
  ladder: ['contract-history', 'frameworks', 'contracts', 'mandates'],
  'sign-offs': ['contract-history', 'frameworks', 'contracts', 'mandates', 'ladder'],
  observations: ['contract-history', 'frameworks', 'contracts', 'mandates', 'ladder', 'sign-offs'],
  revocations: ['contract-history', 'frameworks', 'contracts', 'ladder', 'sign-offs', 'observations'],
  'level-decisions': ['contract-history', 'frameworks', 'contracts', 'mandates', 'ladder', 'sign-offs'],
  'sign-off-requests': ['contract-history', 'frameworks', 'contracts', 'mandates', 'ladder', 'sign-offs'],
  'ladder-changes': ['contract-history', 'frameworks', 'contracts', 'ladder', 'sign-offs'],
  assignments: ['contract-history', 'frameworks', 'contracts', 'mandates', 'ladder'],
  journal: ['contract-history', 'contracts', 'mandates', 'ladder'],
  'training-plan': ['contract-history', 'contracts', 'mandates', 'ladder'],
  concerns: ['contract-history', 'contracts', 'mandates', 'ladder'],
  merges: ['contract-history', 'frameworks', 'people', 'contracts', 'ladder'],
  'prior-learning': ['frameworks', 'ladder'],
  'self-assessments': ['contract-history', 'frameworks', 'contracts', 'ladder'],
  declarations: ['contract-history', 'frameworks', 'contracts', 'mandates', 'ladder'],
  attestations: ['contract-history', 'frameworks', 'contracts', 'mandates', 'ladder', 'declarations'],
  evidence: ['contract-history', 'contracts', 'mandates', 'ladder'],
  disputes: ['contract-history', 'contracts', 'mandates', 'ladder', 'sign-offs'],
  reviews: ['contract-history', 'organisations', 'contracts', 'mandates', 'ladder'],
  'guest-links': [
    'contract-history',
    'people',
    'identity',
    'frameworks',
    'contracts',
    'mandates',
    'ladder',
    'sign-offs',
    'sign-off-requests',
    'disputes',
  ],
  'reference-data': ['frameworks'],
  me: ['people', 'identity', 'mandates'],
  queue: [
    'outcomes',
    'amendments',
    'attestations',
    'people',
    'ladder',
    'sign-offs',
    'mandates',
    'observations',
    'level-decisions',
    'sign-off-requests',
    'disputes',
    'journal',
    'concerns',
    'reviews',
  ],
  credentials: [],
  'own-calendar': ['contracts', 'disputes', 'queue'],
  shift: ['frameworks', 'contracts', 'mandates', 'ladder', 'sign-offs'],
  notifications: ['contracts', 'mandates', 'ladder', 'sign-off-requests', 'attestations', 'reviews'],
  privacy: ['people'],
  booklet: ['frameworks', 'contracts', 'ladder'],
  reports: ['people', 'organisations', 'frameworks', 'contracts', 'mandates', 'ladder'],
  figures: ['contracts'],
};

/** The files of a feature that other features may import. Everything else is its own business. */
const PUBLIC_FILE = '\\.(queries|service|module|types)\\.ts$';

/** More of a feature that others may import, and why. */
const PUBLIC_TOO = [
  // The ladder is what the features below it judge with: its rules, and the answer that shows where a contract stands.
  '^src/features/ladder/.+\\.(rules|dto)\\.ts$',
  // Facts are recorded in one place, which asks for the proof that somebody may.
  '^src/features/sign-offs/facts/[^/]+\\.(policy|entity)\\.ts$',
  '^src/features/contract-history/[^/]+\\.(store|rules)\\.ts$',
  // An observation, a revocation, a decision, an answer to a request: each judges and shows sign-offs.
  '^src/features/sign-offs/[^/]+\\.(rules|errors|dto|facts)\\.ts$',
  // Whoever gives a link records who bears it.
  '^src/features/people/people\\.store\\.ts$',
  // A request and a ladder are said to a guest in the words of their own answers; so is a dispute.
  '^src/features/(disputes|sign-off-requests)/[^/]+\\.(dto|rules)\\.ts$',
  // Whoever may tutor is judged where contracts are signed and mandates are read.
  '^src/features/tutors/eligibility\\.rules\\.ts$',
  '^src/features/contracts/signing/capacity\\.rules\\.ts$',
  // What an amendment changes of the form of a contract is checked as the form is, and holds as it does.
  '^src/features/contracts/(form|terms)/.+\\.(rules|dto)\\.ts$',
  // A centre proposes employers and people in the words in which they are recorded.
  '^src/features/organisations/organisations\\.(dto|rules)\\.ts$',
  '^src/features/people/people\\.dto\\.ts$',
  // The form of a contract takes the identifiers that organisations have.
  '^src/features/organisations/identifiers\\.rules\\.ts$',
  // What ends a declaration or an attestation is one thing.
  '^src/features/declarations/withdrawals\\.(errors|dto)\\.ts$',
];

const features = Object.keys(MAY_USE).join('|');

const featureOrder = Object.entries(MAY_USE).map(([feature, allowed]) => ({
  name: `order-${feature}`,
  comment: `${feature} may only use: ${allowed.join(', ') || 'no other feature'}`,
  severity: 'error',
  from: { path: `^src/features/${feature}/` },
  to: {
    path: '^src/features/',
    pathNot: `^src/features/(${[feature, ...allowed].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...featureOrder,
    {
      name: 'every-feature-is-listed',
      comment: 'A new feature takes a line in MAY_USE: that line is the review of the architecture.',
      severity: 'error',
      from: { path: '^src/features/', pathNot: `^src/features/(${features})/` },
      to: {},
    },
    {
      name: 'only-public-files-across-features',
      comment:
        'Another feature is reached through its queries, service, module or types, and what PUBLIC_TOO names.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: ['^src/features/$1/', PUBLIC_FILE, ...PUBLIC_TOO] },
    },
    {
      name: 'no-rule-reads-self-assessments',
      comment: 'What alternants think of themselves is shown, and decides nothing.',
      severity: 'error',
      from: {
        path: '^src/features/.+\\.(rules|policy)\\.ts$',
        pathNot: '^src/features/self-assessments/',
      },
      to: { path: '^src/features/self-assessments/' },
    },
    {
      name: 'rules-policies-and-types-are-pure',
      comment: 'Facts in, a decision out: no framework, no database, no clock, no library.',
      severity: 'error',
      from: { path: '^src/features/.*\\.(rules|policy|types)\\.ts$' },
      to: {
        pathNot: [
          // What is known of prerequisites by name.
          '^data/prerequisites\\.json$',
          '^src/kernel/(?!clock\\.)',
          '^src/platform/(access/(actor|scopes)|files/media-types)\\.ts$',
          '^src/features/.+\\.(rules|policy|types|errors)\\.ts$',
          '^data/(acts|activities)\\.json$',
        ],
      },
    },
    {
      name: 'facts-are-pure',
      comment:
        'A history and a command in, the facts to be recorded out: like rules; of an entity only the type.',
      severity: 'error',
      from: { path: '^src/features/.*\\.facts\\.ts$' },
      to: {
        pathNot: [
          '^src/kernel/(?!clock\\.)',
          '^src/features/.+\\.(rules|policy|types|errors|facts|entity)\\.ts$',
        ],
      },
    },
    {
      name: 'facts-know-entities-by-type',
      severity: 'error',
      from: { path: '^src/features/.*\\.facts\\.ts$' },
      to: { path: '\\.entity\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'errors-are-words',
      comment: 'A refusal is made from facts: it needs the vocabulary and nothing else.',
      severity: 'error',
      from: { path: '^src/features/.*\\.errors\\.ts$' },
      to: {
        pathNot: [
          '^src/kernel/(?!clock\\.)',
          '^src/platform/access/(actor|scopes)\\.ts$',
          '^src/features/.+\\.(rules|types|errors)\\.ts$',
        ],
      },
    },
    {
      name: 'entities-only-describe-tables',
      severity: 'error',
      from: { path: '^src/features/.*\\.entity\\.ts$' },
      to: {
        pathNot: [
          '^src/kernel/',
          '^src/platform/(access/(actor|scopes)|database/(dated-record|list-indexes))\\.ts$',
          '\\.types\\.ts$',
          'node_modules/typeorm/',
        ],
      },
    },
    {
      name: 'stores-and-queries-call-nobody-above',
      severity: 'error',
      from: { path: '^src/features/.*\\.(store|queries)\\.ts$' },
      to: { path: '^src/features/.*\\.(service|controller|dto|module)\\.ts$' },
    },
    {
      name: 'kernel-knows-nobody',
      comment:
        'Not even Node: the kernel is pure TypeScript, what the law says and what official lists call things.',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { pathNot: '^(src/kernel/|data/(legal-rules|cerfa-enums|structure-types)\\.json$)' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/features/' },
    },
    {
      name: 'nobody-imports-the-composition',
      comment:
        'src/*.ts and src/composition put the parts together. The database alone takes its options, which name every entity.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/composition/' },
      to: { path: '^src/([^/]+\\.ts$|composition/)', pathNot: '^src/data-source\\.ts$' },
    },
    {
      name: 'only-the-database-takes-its-options',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/platform/database/' },
      to: { path: '^src/data-source\\.ts$' },
    },
    {
      name: 'http-stays-at-the-edge',
      severity: 'error',
      from: { path: '^src/features/', pathNot: '\\.(controller|dto|module|adapter|examples)\\.ts$' },
      to: {
        path: [
          '^src/platform/(server|validation|responses|idempotency|openapi|spreadsheet)/',
          '\\.(controller|dto)\\.ts$',
          'node_modules/(@nestjs/swagger|@nestjs/platform-fastify|fastify|class-validator|class-transformer)/',
        ],
      },
    },
    {
      name: 'controllers-call-services',
      severity: 'error',
      from: { path: '\\.controller\\.ts$', pathNot: '^src/platform/health/' },
      to: {
        path: ['\\.(store|queries|rules)\\.ts$', '^src/platform/database/', 'node_modules/(typeorm|pg)/'],
      },
    },
    {
      name: 'sql-stays-in-stores-and-queries',
      severity: 'error',
      from: { path: '^src/features/', pathNot: '\\.(store|queries|entity)\\.ts$' },
      to: { path: ['node_modules/(typeorm|pg)/', '^src/platform/database/(sql|violations)\\.ts$'] },
    },
    {
      name: 'migrations-are-sql',
      comment: 'A migration must not change its meaning when the code does.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { pathNot: 'node_modules/typeorm/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'src-knows-neither-tests-nor-scripts',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'only-the-start-knows-dev',
      comment:
        'Nothing of dev/ runs in production: the start imports the embedded server when it is asked for.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '^src/composition/start-up\\.ts$' },
      to: { path: '^dev/' },
    },
    {
      name: 'the-start-loads-dev-when-asked',
      severity: 'error',
      from: { path: '^src/composition/start-up\\.ts$' },
      to: { path: '^dev/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'dev-knows-no-feature',
      comment: 'What installs, builds and starts a database comes before there is anything to serve.',
      severity: 'error',
      from: { path: '^dev/' },
      to: { path: '^(src/(?!platform/operator-error\\.ts$)|test/|scripts/|migrations/)' },
    },
    {
      name: 'examples-are-data',
      comment: 'Data, and refusals as they are made.',
      severity: 'error',
      from: { path: '^src/features/.*\\.examples\\.ts$' },
      to: {
        pathNot: [
          '^src/kernel/',
          '^src/platform/openapi/example-world\\.ts$',
          '^src/features/.+\\.(errors|types)\\.ts$',
        ],
      },
    },
    {
      name: 'only-dependencies-of-production',
      comment: 'The server runs without the development dependencies.',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'every-import-exists',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true, // type-only imports count: a type can leak a layer as well as a value
    exclude: { path: '^dist/' },
  },
};
