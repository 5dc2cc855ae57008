import { writeFileSync } from 'node:fs';
import { formatText, parseProgram } from '@cowscope/core';
import { errorLine } from './errors.ts';
import { EXIT, type Exit, worse } from './exit.ts';
import { readInput } from './input.ts';
import type { Output } from './output.ts';

/**
 * `cowscope format`: writes each file anew where its layout differs, and names it; with `check` writes nothing, names it
 * and gives 1. Lines with language errors stay as they are, and give 2.
 */
export function formatCommand(files: readonly string[], check: boolean, output: Output): Exit {
  return files.map((file) => formatFile(file, check, output)).reduce(worse, EXIT.ok);
}

function formatFile(file: string, check: boolean, output: Output): Exit {
  const input = readInput(file);
  if ('message' in input) {
    output.err(`cowscope: ${input.message}\n`);
    return EXIT.wrong;
  }
  const { errors } = parseProgram(input.text);
  for (const error of errors) output.err(errorLine({ ...error, file }));
  const formatted = formatText(input.text);
  const code = errors.length > 0 ? EXIT.wrong : EXIT.ok;
  if (check) return formatted === input.text ? code : worse(code, differs(file, output));
  if (file === '-') output.out(formatted);
  else if (formatted !== input.text) return worse(code, rewrite(file, formatted, output));
  return code;
}

function differs(file: string, output: Output): Exit {
  output.out(`${file} is laid out otherwise; cowscope format ${file} lays it out\n`);
  return EXIT.failed;
}

function rewrite(file: string, text: string, output: Output): Exit {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    output.err(`cowscope: ${file} may not be written (${code}); give yourself the permission (chmod u+w)\n`);
    return EXIT.wrong;
  }
  output.out(`${file} formatted\n`);
  return EXIT.ok;
}
