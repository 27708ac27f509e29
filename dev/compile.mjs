import { readFileSync } from 'node:fs';
import { before } from '@nestjs/swagger/plugin';
import ts from 'typescript';

// Compiles what tsconfig.build.json names, with the plug-in that reads types and comments into OpenAPI, as nest-cli.json sets it:
// what `nest build` does, without the fifty packages of its generators, which an old Node would not install.

const { compilerOptions } = JSON.parse(readFileSync('nest-cli.json', 'utf8'));
const [plugin] = compilerOptions.plugins;
const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]) };
const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(
  compilerOptions.tsConfigPath,
  {},
  host,
);
fail(errors);
const program = ts.createProgram(fileNames, options);
const { diagnostics } = program.emit(undefined, undefined, undefined, undefined, {
  before: [before(plugin.options, program)],
});
fail([...ts.getPreEmitDiagnostics(program), ...diagnostics]);

/** Ends the compilation with what was found wrong, if anything was. */
function fail(diagnostics) {
  if (diagnostics.length === 0) return;
  const names = {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
    getNewLine: () => ts.sys.newLine,
  };
  process.stderr.write(ts.formatDiagnosticsWithColorAndContext(diagnostics, names));
  process.exit(1);
}
