// Where things are in the checkout, and how other programs are run. Built-ins alone, and plain Node 20:
// everything here also runs before the first `npm ci`.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The folder, ignored by git, that holds the served VS Code and its data. */
export const vscodeTest = join(root, '.vscode-test');

/** The environment in which `node` is the pinned Node 24 of node_modules. */
export function toolEnv() {
  return { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH };
}

/** The full path of the first of the programs that is on the PATH, the project's own tools left out, or undefined. */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder && !folder.includes('node_modules'));
  for (const name of names) {
    for (const folder of folders) {
      if (isExecutable(join(folder, name))) return join(folder, name);
    }
  }
  return undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end with our output; throws an Error that names the command when it fails. */
export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env: toolEnv(),
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? signal ?? `exit code ${status}`}`);
  }
}

/**
 * Runs a program and resolves to { code, output }. The output is also shown while it comes, unless `quiet`.
 * `code` is null when the program did not start, or did not end within `seconds` and was ended with all its children.
 */
export function capture(command, args, { seconds = 900, quiet = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: toolEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...options,
    });
    let output = '';
    const take = (data) => {
      output += data;
      if (!quiet) process.stdout.write(data);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const limit = setTimeout(() => {
      take(`\n${command}: not done after ${seconds} s, ended\n`);
      // Told first, so that it can end what it started in other groups.
      endGroup(child, 'SIGTERM');
      setTimeout(endGroup, 10_000, child).unref();
      resolve({ code: null, output });
    }, seconds * 1000);
    child.on('error', (error) => {
      clearTimeout(limit);
      resolve({ code: null, output: `${output}\n${error.message}` });
    });
    // What it left running holds our pipes: its own end counts, and nothing may outlive it.
    child.on('exit', (code) => {
      setTimeout(() => {
        clearTimeout(limit);
        endGroup(child);
        resolve({ code, output });
      }, 300);
    });
  });
}

/** Ends a child that was started `detached`, with all that it started. Does nothing when they are gone. */
export function endGroup(child, signal = 'SIGKILL') {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
