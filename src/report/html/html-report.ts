import type { Conversion } from '../../pipeline.ts';
import { sha256Hex } from '../../value/hash.ts';
import { base64 } from '../../value/base64.ts';
import { escaped, tag } from '../markup.ts';
import { drawSvg } from '../topology/svg.ts';
import { svgStyle } from '../topology/svg-style.ts';
import { topologyOf } from '../topology/topology.ts';
import { itemsOf } from './account.ts';
import { clientScript } from './client-script.ts';
import { printAdditions, printDecisions, printDifferences } from './findings-section.ts';
import { printHeader } from './header-section.ts';
import { printManifests } from './manifests-section.ts';
import { manifestsOf } from './objects.ts';
import { embeddedJson, pageData } from './page-data.ts';
import { pageStyle } from './page-style.ts';
import { printSource } from './source-section.ts';
import { sourceTexts } from './source-lines.ts';
import { printDataMoves, printPreconditions } from './steps-section.ts';
import { printTools } from './tools.ts';

/**
 * The whole account as one HTML file that fetches nothing: summary, topology, the Compose source with a mark on every line and
 * the manifest fields that it became, differences, and every object. Values of secrets are masked. Ends in a line feed.
 */
export function printHtmlReport(conversion: Conversion): string {
  const items = itemsOf(conversion);
  const texts = sourceTexts(items);
  const manifests = manifestsOf(conversion, items);
  const topology = topologyOf(conversion);
  const picture = topology && drawSvg(topology, { interactive: true, unstyled: true });
  // Readable on a narrow screen by scrolling, never wider than it is drawn.
  const size = picture ? `#picture svg{max-width:${picture.width}px;min-width:${Math.round(picture.width * 0.66)}px}` : '';
  const style = `${pageStyle}${svgStyle}${size}`;
  const name = conversion.project?.name ?? 'a project that could not be read';
  const body = [
    '<a class="skip" href="#source">To the source</a>',
    printHeader(conversion, items, topology),
    printTools(items, manifests),
    '<main>',
    picture
      ? section('topology', 'Topology', `<div id="picture" tabindex="0" role="region" aria-label="Topology">${picture.svg}</div>`)
      : '',
    section('decisions', 'To decide', printDecisions(items)),
    section('before', 'Before you apply', printPreconditions(conversion.preconditions)),
    section('moves', 'Moving the data', printDataMoves(conversion.dataMoves)),
    section('source', 'Source', printSource(texts)),
    section('differences', 'What differs', printDifferences(items)),
    section('added', 'Added', printAdditions(conversion.additions)),
    section('manifests', 'Manifests', printManifests(manifests, items)),
    '</main>',
    tag('script', { type: 'application/json', id: 'data' }, embeddedJson(pageData(items, texts, manifests))),
    `<script>${clientScript}</script>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(name)} · waybill</title>
<style>${style}</style>
</head>
<body>
${body.filter((part) => part !== '').join('\n')}
</body>
</html>
`;
}

/** Nothing of it without content. */
function section(id: string, title: string, content: string): string {
  return content === ''
    ? ''
    : `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${title}</h2>\n${content}\n</section>`;
}

/** Only this very style and this very script act, whatever else might get into the page; nothing is fetched. */
function policy(style: string): string {
  return `default-src 'none'; style-src ${source(style)}; script-src ${source(clientScript)}; base-uri 'none'; form-action 'none'`;
}

function source(text: string): string {
  const bytes = Uint8Array.from(sha256Hex(text, 64).match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
  return `'sha256-${base64(bytes)}'`;
}
