#!/usr/bin/env node
// What `npx cowscope` runs in a checkout: the bundle that `npm run build` wrote.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const bundle = join(__dirname, '..', 'dist', 'cli.js');
if (existsSync(bundle)) {
  require(bundle);
} else {
  console.error('cowscope: not built yet. Run `npm run build` first.');
  process.exitCode = 2;
}
