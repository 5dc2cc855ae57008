import { kernelsFor, parseProgram, runScenario } from '@cowscope/core';
import { expect, test } from 'vitest';
import { plainChevrotain } from './chevrotain-peer.ts';
import { cowDocument, jsonDocument } from './documents.ts';

test('the scenario of the benchmark is right in every line, and so is each edit of it', () => {
  const document = cowDocument(1200);
  const lines = [...document.lines];
  document.targets.forEach(({ line }, n) => {
    lines[line] = document.edited(line, n);
  });
  for (const text of [document.lines, lines]) {
    const program = parseProgram(text);
    expect(program.errors).toEqual([]);
    expect(program.scenarios.map((scenario) => scenario.statements.length)).toEqual([1104]);
  }
  expect(lines).not.toEqual(document.lines);
  expect(document.lines[document.targets[3]?.line ?? 0]?.slice(document.targets[3]?.column)).toMatch(/^0x/);
});

test('what is measured is work: the statements fault, copy, pin and swap', () => {
  const program = parseProgram(cowDocument(1200).lines);
  const [scenario] = program.scenarios;
  if (!scenario) throw new Error('unreachable: every text has a scenario');
  const [kernel] = kernelsFor(scenario).kernels;
  if (!kernel) throw new Error('unreachable: there is always a kernel');
  const { steps } = runScenario(scenario, kernel);
  const outcomes = new Set(steps.map((step) => step.outcome));
  expect([...outcomes]).toEqual(expect.arrayContaining(['no_fault', 'copy', 'shared', 'swap_in', 'done']));
});

test('the JSON of the benchmark is JSON, and so is each edit of it', () => {
  const document = jsonDocument(500);
  const lines = [...document.lines];
  document.targets.forEach(({ line }, n) => {
    lines[line] = document.edited(line, n);
  });
  expect(Object.keys(JSON.parse(lines.join('\n')))).toHaveLength(498);
  expect(lines).not.toEqual(document.lines);
});

test('the plain parser reads the same text', () => {
  expect(plainChevrotain()(cowDocument(1200).lines.join('\n'))).toBe(1104);
});
