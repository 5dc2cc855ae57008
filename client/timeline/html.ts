import { Uri, type Webview } from 'vscode';

/** The page of a timeline's web view: its own script and style sheet, and nothing else, from anywhere. */
export function pageOf(webview: Webview, extension: Uri): string {
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist', name)).toString();
  const policy = `default-src 'none'; script-src ${webview.cspSource}; style-src ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('timeline.css')}">
<title>Cowscope Timeline</title>
</head>
<body>
<main id="timeline"></main>
<script src="${file('timeline.js')}"></script>
</body>
</html>`;
}
