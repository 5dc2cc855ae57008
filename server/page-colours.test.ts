import { readFileSync } from 'node:fs';
import { PAGE_MARKS } from '@cowscope/core';
import { describe, expect, it } from 'vitest';
import { LEGEND } from './features/semanticTokensLegend.ts';
import { coloured, markedPage } from './page-colours.ts';

const { contributes } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

type Rgb = readonly [number, number, number];

/** What people see, and what those see who lack one kind of cones (Machado, Oliveira and Fernandes 2009, severity 1). */
const EYES: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hex: string): Rgb {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return [r ?? 0, g ?? 0, b ?? 0];
}

function seen(matrix: readonly [Rgb, Rgb, Rgb], rgb: Rgb): Rgb {
  const row = (weights: Rgb) =>
    Math.min(
      1,
      Math.max(
        0,
        weights.reduce((sum, weight, i) => sum + weight * (rgb[i] ?? 0), 0),
      ),
    );
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** CIE Lab under D65. */
function lab(rgb: Rgb): Rgb {
  const [r, g, b] = rgb;
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(luminance(rgb));
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe('the colours of pages', () => {
  it.each(['dark', 'light'] as const)('are told apart on %s by everybody', (kind) => {
    for (const [eyes, matrix] of Object.entries(EYES)) {
      const points = PAGE_MARKS.map((mark) => lab(seen(matrix, linear(mark[kind]))));
      points.forEach((a, i) => {
        for (const b of points.slice(i + 1))
          expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), eyes).toBeGreaterThan(15);
      });
    }
  });
  it('can be read on the backgrounds of the themes', () => {
    for (const { dark, light } of PAGE_MARKS) {
      for (const ground of ['#000000', '#1f1f1f', '#2d2d30']) expect(contrast(dark, ground)).toBeGreaterThan(4.5);
      for (const ground of ['#ffffff', '#f8f8f8', '#f0f0f0']) expect(contrast(light, ground)).toBeGreaterThan(4.5);
    }
  });
  it('go with a mark of their own each', () => {
    expect(new Set(PAGE_MARKS.map(({ mark }) => mark)).size).toBe(PAGE_MARKS.length);
    expect([1, 6, 7].map(markedPage)).toEqual(['● page 1', '✚ page 6', '● page 7']);
  });
  it('are those that the extension contributes', () => {
    const colours = contributes.colors.map(({ id, defaults }: { id: string; defaults: Record<string, string> }) => ({
      id,
      ...defaults,
    }));
    expect(colours).toEqual(
      PAGE_MARKS.map(({ dark, light }, i) => ({
        id: `cowscope.page${i + 1}`,
        dark,
        light,
        highContrast: dark,
        highContrastLight: light,
      })),
    );
    const modifiers = contributes.semanticTokenModifiers.map(({ id }: { id: string }) => id);
    expect(modifiers).toEqual(PAGE_MARKS.map((_, i) => `page${i + 1}`));
    expect(LEGEND.tokenModifiers.slice(-PAGE_MARKS.length)).toEqual(modifiers);
    const custom = contributes.configurationDefaults['editor.semanticTokenColorCustomizations'];
    const rules = (kind: 'dark' | 'light') =>
      Object.fromEntries(PAGE_MARKS.map((mark, i) => [`*.page${i + 1}:cow`, mark[kind]]));
    expect(custom).toEqual({ rules: rules('dark'), '[*Light*]': { rules: rules('light') } });
  });
  it('are put into Markdown where they can be shown', () => {
    expect(coloured('**■ page 2** · a ■')).toBe(
      '**<span style="color:var(--vscode-cowscope-page2);">■</span> page 2** · a ■',
    );
  });
});
