/** The language server: a worker of this page, made from its own text, since a page from a file may load no other. */

import { script } from 'cowscope:server';
import type { Transport } from '@codemirror/lsp-client';

/** Starts the server, and gives the way to speak to it. */
export function startServer(): Transport {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(address, { name: 'Cowscope' });
  const handlers = new Map<(message: string) => void, (event: MessageEvent) => void>();
  return {
    send: (message) => worker.postMessage(JSON.parse(message)),
    subscribe: (handler) => {
      const listener = ({ data }: MessageEvent) => handler(JSON.stringify(data));
      handlers.set(handler, listener);
      worker.addEventListener('message', listener);
    },
    unsubscribe: (handler) => {
      const listener = handlers.get(handler);
      if (listener) worker.removeEventListener('message', listener);
      handlers.delete(handler);
    },
  };
}
