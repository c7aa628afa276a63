/** What a page of ours is made of. */
export interface PageParts {
  readonly title: string;
  /** HTML, every text in it escaped. */
  readonly body: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
}

/** A page of a panel: theme colours, no script and no style but those with the nonce, no network. */
export function panelPage({ title, body, nonce, script, style }: PageParts): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${COMMON_STYLE}${style}</style>
</head>
<body>
${body}
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

/** Text that HTML takes for text, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? character);
}

const COMMON_STYLE = `
body { color: var(--vscode-foreground); font: var(--vscode-font-size)/1.5 var(--vscode-font-family); padding: 8px 24px 32px; max-width: 1100px; }
h1 { font-size: 1.5em; font-weight: 600; margin: 12px 0 0; }
h2 { font-size: 1.15em; font-weight: 600; margin: 28px 0 2px; }
p { margin: 2px 0 10px; }
.where { color: var(--vscode-descriptionForeground); }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--vscode-descriptionForeground); white-space: nowrap; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); vertical-align: top; overflow-wrap: anywhere; }
td:last-child, th:last-child { width: 3.5em; text-align: right; padding-right: 0; }
code { background: none; color: inherit; font-family: var(--vscode-editor-font-family); padding: 0; }
button { background: none; border: none; color: var(--vscode-textLink-foreground); cursor: pointer; font: inherit; padding: 0 2px; }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
