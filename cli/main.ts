import { runCommandLine } from './command-line.ts';
import { ClosedPipe, processOutput } from './output.ts';

runCommandLine(process.argv.slice(2), processOutput).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // Whoever read the results has seen enough.
    if (error instanceof ClosedPipe) process.exit(0);
    process.stderr.write(
      `cowscope: internal error: ${error instanceof Error ? error.message : error}; please report it\n`,
    );
    process.exitCode = 2;
  },
);
