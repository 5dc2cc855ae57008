// Stands before the served VS Code and makes of it a VS Code for the web with our extension in it: serves the files of
// the extension from the same origin, and tells the page to load it, and the suite, into its web worker.
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { extname, join } from 'node:path';
import { root } from './machine.mjs';
import { freePort } from './vscode-server.mjs';

/** The path below which the extension is served. */
const base = '/cowscope';
const types = { '.json': 'application/json', '.js': 'text/javascript', '.css': 'text/css', '.png': 'image/png' };

/**
 * Serves `files`, paths from the checkout's root and nothing else of it, and all of the VS Code at `target`, a port. The
 * page runs `suite`, one of the files without `.js`, where it is given. Resolves to { port, stop }.
 */
export async function startWebProxy({ target, files, suite }) {
  const port = await freePort();
  const extension = { scheme: 'http', authority: `localhost:${port}`, path: base };
  const development = { extensions: [extension], enableSmokeTestDriver: true };
  if (suite) development.extensionTestsPath = { ...extension, path: `${base}/${suite}` };
  const served = new Set(files);
  const server = createServer((from, to) => {
    const { pathname } = new URL(from.url, 'http://localhost');
    if (pathname.startsWith(`${base}/`)) sendFile(pathname.slice(base.length + 1), served, to);
    else pass(from, to, target, pathname === '/' ? (html) => configured(html, development) : undefined);
  });
  server.on('upgrade', (from, socket, head) => upgrade(from, socket, head, target));
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function sendFile(path, served, to) {
  const name = decodeURIComponent(path);
  if (!served.has(name)) {
    to.writeHead(404).end();
    return;
  }
  to.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain' }).end(await readFile(join(root, name)));
}

/** Passes a request on; `change` makes another text of what comes back. */
function pass(from, to, target, change) {
  // The text is to be read here: not packed.
  const headers = change ? { ...from.headers, 'accept-encoding': 'identity' } : from.headers;
  const onward = request(
    { host: '127.0.0.1', port: target, path: from.url, method: from.method, headers },
    (answer) => {
      if (!change) {
        to.writeHead(answer.statusCode, answer.headers);
        answer.pipe(to);
        return;
      }
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () => {
        const { 'content-length': _, ...rest } = answer.headers;
        to.writeHead(answer.statusCode, rest).end(change(text));
      });
    },
  );
  onward.on('error', () => to.destroy());
  from.pipe(onward);
}

/** The page with other options of development in its configuration, a JSON in an attribute. */
function configured(html, development) {
  const changed = html.replace(
    /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
    (_, before, value) => {
      const settings = JSON.parse(value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
      const text = JSON.stringify({ ...settings, developmentOptions: development });
      return `${before}${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
    },
  );
  if (changed === html) throw new Error('the page of VS Code has no configuration where it used to');
  return changed;
}

function upgrade(from, socket, head, target) {
  const onward = connect(target, '127.0.0.1', () => {
    const headers = Object.entries(from.headers).map(([name, value]) => `${name}: ${value}`);
    onward.write(`${[`GET ${from.url} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  for (const end of [onward, socket]) {
    end.on('error', () => {
      onward.destroy();
      socket.destroy();
    });
  }
}
