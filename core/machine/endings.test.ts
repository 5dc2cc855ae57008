import { expect, test } from 'vitest';
import { Endings } from './endings.ts';

test('how each page ended, and what they have in common', () => {
  const ended = new Endings();
  expect([ended.length, ended.page(0), ended.outcome(), ended.uniform(), ended.list()]).toEqual([
    0,
    0,
    'done',
    true,
    [],
  ]);
  ended.push(3, 'copy');
  expect([ended.length, ended.page(0), ended.page(1), ended.outcome(), ended.uniform()]).toEqual([
    1,
    3,
    0,
    'copy',
    true,
  ]);
  ended.push(4, 'copy');
  expect(ended.uniform()).toBe(true);
  ended.push(5, 'reuse');
  expect(ended.uniform()).toBe(false);
  ended.push(6, 'copy');
  expect(ended.uniform()).toBe(false);
  expect(ended.list()).toEqual([
    { page: 3, outcome: 'copy' },
    { page: 4, outcome: 'copy' },
    { page: 5, outcome: 'reuse' },
    { page: 6, outcome: 'copy' },
  ]);
});

test('what was cleared is used again, and nothing of before shows', () => {
  const ended = new Endings();
  ended.push(3, 'copy');
  ended.push(4, 'reuse');
  const before = ended.list();
  ended.clear();
  expect([ended.length, ended.page(0), ended.outcome(), ended.uniform(), ended.list()]).toEqual([
    0,
    0,
    'done',
    true,
    [],
  ]);
  ended.push(5, 'done');
  expect([ended.page(0), ended.page(1), ended.outcome(), ended.uniform()]).toEqual([5, 0, 'done', true]);
  expect(before).toEqual([
    { page: 3, outcome: 'copy' },
    { page: 4, outcome: 'reuse' },
  ]);
});
