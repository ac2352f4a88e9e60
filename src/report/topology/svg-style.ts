interface Palette {
  readonly page: string;
  readonly box: string;
  readonly border: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly entryBox: string;
  readonly volumeBox: string;
  readonly volumeBorder: string;
  readonly job: string;
  /** Fill and ink of each network. */
  readonly networks: readonly (readonly [fill: string, ink: string])[];
}

const light: Palette = {
  page: '#ffffff',
  box: '#ffffff',
  border: '#b4bdc9',
  ink: '#1b2430',
  muted: '#52606f',
  line: '#6b7a8c',
  accent: '#1f5fd0',
  entryBox: '#e8f0fe',
  volumeBox: '#fdf5e3',
  volumeBorder: '#b98a1e',
  job: '#8250c8',
  networks: [
    ['#d3e6fb', '#0b4a86'],
    ['#d8f0dd', '#17592c'],
    ['#fbe3cc', '#7a3d05'],
    ['#ecdcf8', '#5c2490'],
    ['#fcdbe2', '#8a1437'],
    ['#d2eff0', '#0a5459'],
    ['#eee9c0', '#5a4d00'],
    ['#e2e5ea', '#36414f'],
  ],
};

const dark: Palette = {
  page: '#12171e',
  box: '#1b222c',
  border: '#465262',
  ink: '#e8edf3',
  muted: '#a6b2c0',
  line: '#8494a6',
  accent: '#7fb0ff',
  entryBox: '#182a49',
  volumeBox: '#2c2512',
  volumeBorder: '#b98f35',
  job: '#b690f0',
  networks: [
    ['#123a63', '#bcdcff'],
    ['#17422a', '#bdeccb'],
    ['#54310f', '#ffd9b0'],
    ['#3f2560', '#e4ccff'],
    ['#5c1c31', '#ffc9d6'],
    ['#0f4347', '#b5eff2'],
    ['#453c0a', '#f0e59c'],
    ['#333d4a', '#d7dee7'],
  ],
};

/** Without custom properties, which many programs that show SVG files do not know. */
function colours({ page, box, border, ink, muted, line, accent, entryBox, volumeBox, volumeBorder, job, networks }: Palette): string {
  return [
    `.topology .page{fill:${page}}`,
    `.topology .box{fill:${box};stroke:${border}}`,
    `.topology .entry>.box{fill:${entryBox};stroke:${accent}}`,
    `.topology .volume>.box{fill:${volumeBox};stroke:${volumeBorder}}`,
    `.topology text{fill:${muted}}`,
    `.topology .t-name{fill:${ink}}`,
    `.topology .edge-mark{stroke:${muted}}`,
    `.topology .deployment .edge-mark,.topology .daemonset .edge-mark{stroke:${accent}}`,
    `.topology .statefulset .edge-mark{stroke:${volumeBorder}}`,
    `.topology .job .edge-mark,.topology .cronjob .edge-mark{stroke:${job}}`,
    `.topology .cylinder{stroke:${volumeBorder};fill:${volumeBox}}`,
    `.topology .line{stroke:${line}}`,
    `.topology .head{fill:${line}}`,
    `.topology .edge.entry .line{stroke:${accent}}`,
    `.topology .edge.entry .head{fill:${accent}}`,
    `.topology .edge.mount .line{stroke:${volumeBorder}}`,
    ...networks.flatMap(([fill, text], i) => [`.topology .n${i} rect{fill:${fill}}`, `.topology .n${i} text{fill:${text}}`]),
  ].join('\n');
}

/** The looks of the picture; on paper always light. */
export const svgStyle = `
.topology{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.topology .t-name{font-weight:600}
.topology .t-code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.topology .network text{font-weight:600}
.topology .box{stroke-width:1}
.topology .entry>.box,.topology .volume>.box{stroke-width:1.4}
.topology .external>.box{stroke-dasharray:4 3}
.topology .edge-mark{stroke-width:3;stroke-linecap:round;fill:none}
.topology .cylinder{stroke-width:1.1}
.topology .line{fill:none;stroke-width:1.3}
.topology .common{display:none}
.topology .edge.entry .line{stroke-width:2}
.topology .edge.wait .line{stroke-dasharray:5 4}
.topology .edge.external .line{stroke-dasharray:1.5 3.5;stroke-linecap:round}
${colours(light)}
@media screen and (prefers-color-scheme:dark){
${colours(dark)}
}
`;
