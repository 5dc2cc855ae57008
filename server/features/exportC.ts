import { cProgram } from '../../lab/index.ts';
import type { CowDocument } from '../document.ts';
import type { ExportResult } from '../protocol.ts';

/** A scenario as one C program that does it on a real kernel, or the sentence that says why there is none. */
export async function exportC(document: CowDocument, index: number): Promise<ExportResult> {
  const { scenarios, errors } = document.program;
  const scenario = scenarios[index];
  if (!scenario) return { code: null, error: 'There is no such scenario.' };
  const [first] = errors;
  if (first) return { code: null, error: `The file has an error in line ${first.line}: ${first.message}.` };
  const { runtime } = await import('../../lab/export/runtime.ts');
  const file = decodeURIComponent(document.uri.slice(document.uri.lastIndexOf('/') + 1));
  const made = cProgram(scenario, document.title(scenario), { file, runtime });
  return 'code' in made
    ? { code: made.code, error: null }
    : { code: null, error: `No program can do this scenario: ${made.reason}.` };
}
