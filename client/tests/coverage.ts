import {
  COVERAGE_PAGES,
  type CoveragePage,
  type PlaceRun,
  type TestCoverage,
  type TestPlace,
} from '@cowscope/server/protocol.ts';
import {
  BranchCoverage,
  DeclarationCoverage,
  type ExtensionContext,
  FileCoverage,
  type FileCoverageDetail,
  Range,
  StatementCoverage,
  type TestRun,
  Uri,
  workspace,
} from 'vscode';
import type { Server } from '../server.ts';
import { rangeOf } from './run.ts';

/** The pages of rules are texts of ours, shown like files. */
const SCHEME = 'cowscope-rules';

/** What one run of tests exercised, counted over scenarios and kernels, until it is handed to the editor. */
export class Exercised {
  private readonly files = new Map<string, { readonly uri: Uri; readonly places: Map<string, Counted> }>();
  private readonly rules = new Map<string, number>();

  /** Counts what one test exercised. */
  add(uri: Uri, { statements, rules }: TestCoverage): void {
    for (const rule of rules) this.rules.set(rule, (this.rules.get(rule) ?? 0) + 1);
    const key = uri.toString();
    const file = this.files.get(key) ?? { uri, places: new Map<string, Counted>() };
    this.files.set(key, file);
    for (const statement of statements) {
      const counted = countedAt(file.places, statement);
      for (const alternative of statement.alternatives) countedAt(counted.alternatives, alternative);
    }
  }

  /** Hands it to the editor, with the rules that no test asked for; gives what was handed over. */
  async tell(run: TestRun, pages: RulePages, details: Details): Promise<FileCoverage[]> {
    const rules = this.rules.size > 0 ? await pages.all() : [];
    const found: [Uri, FileCoverageDetail[]][] = [
      ...[...this.files.values()].map(({ uri, places }): [Uri, FileCoverageDetail[]] => [
        uri,
        [...places.values()].map(statementOf),
      ]),
      ...rules.map((page): [Uri, FileCoverageDetail[]] => [uriOf(page), this.ruleDetails(page)]),
    ];
    return found.map(([uri, parts]) => {
      const file = FileCoverage.fromDetails(uri, parts);
      details.set(file, parts);
      run.addCoverage(file);
      return file;
    });
  }

  /** A switch is a declaration, and each of its values a statement that ran or did not. */
  private ruleDetails({ groups, text }: CoveragePage): FileCoverageDetail[] {
    const lines = text.split('\n');
    const lineOf = (line: number) => new Range(line, 0, line, lines[line]?.length ?? 0);
    return groups.flatMap(({ name, line, rules }) => {
      const counts = rules.map(({ rule }) => this.rules.get(rule) ?? 0);
      const asked = counts.reduce((sum, count) => sum + count, 0);
      const values = rules.map((rule, i) => new StatementCoverage(counts[i] ?? 0, lineOf(rule.line)));
      return [new DeclarationCoverage(name, asked, lineOf(line)), ...values];
    });
  }
}

/** The details of the files of a run: the editor asks for them when it shows one. */
export type Details = WeakMap<FileCoverage, FileCoverageDetail[]>;

interface Counted {
  readonly place: TestPlace;
  runs: number;
  readonly alternatives: Map<string, Counted>;
}

function countedAt(places: Map<string, Counted>, place: PlaceRun): Counted {
  const key = `${place.line}:${place.character}`;
  const counted = places.get(key) ?? { place, runs: 0, alternatives: new Map() };
  places.set(key, counted);
  if (place.ran) counted.runs++;
  return counted;
}

function statementOf({ place, runs, alternatives }: Counted): StatementCoverage {
  const branches = [...alternatives.values()].map(
    (alternative, i) => new BranchCoverage(alternative.runs, rangeOf(alternative.place), `alternative ${i + 1}`),
  );
  return new StatementCoverage(runs, rangeOf(place), branches);
}

function uriOf({ name }: CoveragePage): Uri {
  return Uri.from({ scheme: SCHEME, path: `/Kernel rules/${name}` });
}

/** The pages of rules, asked for once. */
export interface RulePages {
  all(): Promise<readonly CoveragePage[]>;
}

/** Registers the pages of rules, so that the editor can open them. */
export function registerRulePages(context: ExtensionContext, server: Server): RulePages {
  let pages: Promise<CoveragePage[]> | undefined;
  const all = () => {
    pages ??= server.sendRequest<CoveragePage[]>(COVERAGE_PAGES);
    return pages;
  };
  context.subscriptions.push(
    workspace.registerTextDocumentContentProvider(SCHEME, {
      async provideTextDocumentContent(uri) {
        return (await all()).find((page) => uriOf(page).path === uri.path)?.text ?? '';
      },
    }),
  );
  return { all };
}
