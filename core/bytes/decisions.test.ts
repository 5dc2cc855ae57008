import { expect, test } from 'vitest';
import { Decisions } from './decisions.ts';

test('a vector leads to the leaf that was said of its numbers, whatever stands at places not looked at', () => {
  const tree = new Decisions();
  expect(tree.find([1, 2, 3])).toBe(-1);
  expect(tree.say([1, 0], [2, 1], 0)).toBe(-1);
  expect(tree.say([1, 2], [200, 3], 1)).toBe(-1);
  expect(tree.say([1, 2], [200, 4], 2)).toBe(-1);
  expect(tree.say([1, 0], [2, 90], 3)).toBe(-1);
  expect(tree.find([1, 2, 77])).toBe(0);
  expect(tree.find([90, 2, 77])).toBe(3);
  expect(tree.find([77, 200, 3])).toBe(1);
  expect(tree.find([77, 200, 4])).toBe(2);
  expect(tree.find([77, 200, 5])).toBe(-1);
  expect(tree.find([2, 2, 3])).toBe(-1);
});

test('what is said again of the same numbers holds', () => {
  const tree = new Decisions();
  tree.say([0], [3], 0);
  tree.say([0], [3], 7);
  expect(tree.find([3])).toBe(7);
});

test('another place than the one looked at after the same numbers is told', () => {
  const tree = new Decisions();
  tree.say([0, 1], [3, 4], 0);
  expect(tree.say([0, 2], [3, 5], 1)).toBe(1);
});

test('what ends where there was a branch, or goes on where there was a leaf, is told', () => {
  const tree = new Decisions();
  tree.say([0, 1], [3, 4], 0);
  expect(tree.say([0], [3], 1)).toBe(1);
  expect(tree.say([0, 1, 2], [3, 4, 5], 1)).toBe(-2);
  tree.clear();
  expect(tree.find([3, 4])).toBe(-1);
});

test('thousands of leaves keep apart', () => {
  const tree = new Decisions();
  for (let i = 0; i < 60; i++) for (let j = 0; j < 60; j++) tree.say([1, 0], [j, i], i * 60 + j);
  for (let i = 0; i < 60; i++) for (let j = 0; j < 60; j++) expect(tree.find([i, j])).toBe(i * 60 + j);
});
