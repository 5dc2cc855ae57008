// A process of its own that parses a text once, cold, with a plain Chevrotain parser, and prints the milliseconds: what
// stands beside opening a document in a server that has just started.
import { plainChevrotain } from './chevrotain-peer.ts';
import { cowDocument } from './documents.ts';

const text = cowDocument(Number(process.argv[2])).lines.join('\n');
const parse = plainChevrotain();
const start = performance.now();
parse(text);
console.log(performance.now() - start);
