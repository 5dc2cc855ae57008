export * from './kernel.ts';
export * from './pattern.ts';
export * from './resolve.ts';
export * from './rule-switch.ts';
export * from './spelling.ts';
export * from './switches.ts';
export * from './versions.ts';
export * from './what-if.ts';
