/** The server as a Node process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME` say how it is spoken to. */
import { createConnection } from 'vscode-languageserver/node';
import { serve } from './connection.ts';

serve(createConnection());
