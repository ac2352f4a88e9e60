/** The looks of the page. Colours of text have a contrast of at least 4.5 to 1 on every ground on which they stand. */
export const pageStyle = `
:root{
  color-scheme:light dark;
  --page:#f6f7f9;--ground:#fff;--ink:#1b2430;--muted:#566272;--line:#dde2e8;--accent:#1858c4;--code:#f6f8fa;--select:#e3edfd;
  --exact:#1a7037;--differs:#8a5300;--refused:#b3261e;--na:#5d6875;--finding:#8b2fa8;
  --exact-tint:#e6f4ea;--differs-tint:#fff3d9;--refused-tint:#fde8e6;--na-tint:#eceff3;--finding-tint:#f7e8fc;
  --key:#0a4f9e;--string:#17592c;--variable:#8a3a00;--comment:#5d6875;
  --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
}
@media screen and (prefers-color-scheme:dark){:root{
  --page:#0d1117;--ground:#12171e;--ink:#e8edf3;--muted:#a6b2c0;--line:#2b3440;--accent:#7fb0ff;--code:#161c24;--select:#1d3154;
  --exact:#6fd08c;--differs:#f0b95a;--refused:#ff9b93;--na:#a6b2c0;--finding:#dfa2f5;
  --exact-tint:#12301c;--differs-tint:#362a10;--refused-tint:#44191a;--na-tint:#232b35;--finding-tint:#351c3f;
  --key:#8fc1ff;--string:#93d6a6;--variable:#f2b27a;--comment:#98a4b3;
}}
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
header,main,.tools{max-width:1360px;margin:0 auto;padding:0 24px}
a{color:var(--accent);text-underline-offset:2px}
h1{margin:0;font-size:clamp(1.45rem,6vw,2rem);line-height:1.2;letter-spacing:-.02em;overflow-wrap:anywhere}
h2{margin:0 0 12px;font-size:1.15rem;letter-spacing:-.01em}
p{margin:0}
ul{margin:0;padding:0;list-style:none}
code,pre,kbd{font-family:var(--mono);font-size:.865em}
kbd{border:1px solid var(--line);border-radius:4px;padding:0 4px;background:var(--ground)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--ground);padding:8px 12px;z-index:9}
header{padding-top:28px;padding-bottom:8px}
.tool{color:var(--muted);font-weight:600;letter-spacing:.02em}
.lead{margin:4px 0 14px;color:var(--muted);font-size:1.05rem}
.bar{display:block;width:100%;height:8px;border-radius:4px;background:var(--line)}
.bar .exact{fill:var(--exact)}.bar .differs{fill:var(--differs)}.bar .refused{fill:var(--refused)}.bar .not-applicable{fill:var(--na)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(270px,1fr));gap:14px;margin-top:18px;align-items:start}
.card{background:var(--ground);border:1px solid var(--line);border-radius:10px;padding:14px 18px;overflow-wrap:anywhere}
.card h2{font-size:.8rem;margin-bottom:6px;color:var(--muted);letter-spacing:.02em}
.counts{columns:1;column-gap:24px}
.counts b{display:inline-block;min-width:1.6em;font-variant-numeric:tabular-nums}
.tools{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;padding-top:10px;padding-bottom:10px;margin-top:14px;background:var(--page);border-bottom:1px solid var(--line)}
.tools label{display:flex;gap:6px;align-items:center;color:var(--muted)}
.tools select,.tools input,button{font:inherit;font-size:.9rem;color:var(--ink);background:var(--ground);border:1px solid var(--line);border-radius:7px;padding:4px 10px;min-height:32px}
.tools select{max-width:14rem}
.tools input{width:11rem}
.toggles{display:flex;flex-wrap:wrap;gap:6px}
button{cursor:pointer}
button:disabled{opacity:.5;cursor:default}
.toggle b{font-variant-numeric:tabular-nums}
.toggle.exact{color:var(--exact)}.toggle.differs{color:var(--differs)}.toggle.refused{color:var(--refused)}.toggle.not-applicable{color:var(--na)}.toggle.finding{color:var(--finding)}
.toggle[aria-pressed=true]{border-color:currentColor;box-shadow:inset 0 0 0 1px currentColor;background:var(--select)}
#status{color:var(--muted);font-size:.9rem;margin-left:auto}
main{padding-bottom:80px}
main>section{margin-top:30px}
#picture{overflow:auto;background:var(--ground);border:1px solid var(--line);border-radius:10px}
#picture svg{display:block;width:100%;height:auto;margin:0 auto}
#picture .page{fill:none}
#picture [data-service]{cursor:pointer}
#picture [data-service]:focus-visible{outline:none}
#picture [data-service]:focus-visible .box,#picture [data-service]:hover .box{stroke:var(--accent);stroke-width:2}
#picture .lit .node:not(.on),#picture .lit .edge:not(.on){opacity:.22}
#picture .lit .edge.on .common{display:inline}
#picture .lit .edge.on .line{stroke-width:2.2}
.items{display:grid;grid-template-columns:minmax(0,1fr);gap:8px}
.item{background:var(--ground);border:1px solid var(--line);border-radius:8px;padding:9px 14px;overflow-wrap:anywhere}
.item .head{display:flex;flex-wrap:wrap;gap:2px 8px;align-items:baseline}
.path{font-weight:600}
.place,.rule{font-size:.85rem}
.rule,.of,.count{color:var(--muted);font-weight:400}
.hint{color:var(--muted)}
.hint::before{content:"→ "}
.chip{border-radius:5px;padding:0 7px;font-size:.8rem;font-weight:600;line-height:1.6;white-space:nowrap}
.chip.exact{color:var(--exact);background:var(--exact-tint)}
.chip.differs,.chip.warning{color:var(--differs);background:var(--differs-tint)}
.chip.refused,.chip.error{color:var(--refused);background:var(--refused-tint)}
.chip.not-applicable,.chip.info{color:var(--na);background:var(--na-tint)}
.chip.finding{color:var(--finding);background:var(--finding-tint)}
details.group,details.object,details.file{background:var(--ground);border:1px solid var(--line);border-radius:8px;margin-top:8px}
summary{cursor:pointer;padding:8px 14px;overflow-wrap:anywhere}
details.group>:not(summary){margin:0 14px 12px}
details.group .item{border-width:1px 0 0;border-radius:0;padding:8px 0}
.steps{display:grid;grid-template-columns:minmax(0,1fr);gap:10px;margin-top:8px}
.command{display:flex;gap:8px;align-items:flex-start;margin-top:4px}
.command pre{flex:1;min-width:0;margin:0;padding:7px 12px;background:var(--code);border:1px solid var(--line);border-radius:7px;overflow-x:auto}
.command code{font-size:1em}
.help{color:var(--muted);margin-bottom:10px}
.work{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:18px;align-items:start}
.files>:first-child{margin-top:0}
.file{overflow:hidden}
.file summary,.object summary{font-family:var(--mono);font-size:.865em}
.code{overflow-x:auto;padding:4px 0 10px;background:var(--code);border-top:1px solid var(--line);font:12.5px/1.6 var(--mono);counter-reset:line;tab-size:4;scroll-padding:2rem}
.l{position:relative;width:max-content;min-width:100%;padding:0 16px 0 84px;white-space:pre;counter-increment:line;cursor:pointer;scroll-margin:6rem;border-left:3px solid transparent}
.l::before{content:counter(line);position:absolute;left:0;width:44px;text-align:right;color:var(--comment)}
.l::after{position:absolute;left:58px;top:0;font-weight:700}
.l.exact::after{content:"✓";color:var(--exact)}
.l.differs::after{content:"≠";color:var(--differs)}
.l.refused::after{content:"✕";color:var(--refused)}
.l.not-applicable::after{content:"–";color:var(--na)}
.l.finding::after{content:"!";color:var(--finding)}
.l.differs{border-left-color:var(--differs)}
.l.refused{border-left-color:var(--refused);background:var(--refused-tint)}
.l.finding{border-left-color:var(--finding);background:var(--finding-tint)}
.l:hover,.yaml i:hover{background:var(--select)}
.l:focus-visible{outline-offset:-2px}
.l[aria-selected=true]{background:var(--select);box-shadow:inset 0 0 0 1px var(--accent)}
.l.dim{opacity:.32}
.l b,.yaml b,.excerpt b{color:var(--key);font-weight:400}.s{color:var(--string)}.v{color:var(--variable)}.c{color:var(--comment);font-style:italic}
.x{color:var(--muted);background:var(--na-tint);border-radius:4px;padding:0 3px}
#panel{position:sticky;top:4.5rem;max-height:calc(100vh - 5.5rem);overflow:auto;background:var(--ground);border:1px solid var(--line);border-radius:8px;padding:14px 18px;min-height:8rem}
#panel h3{margin:0 0 10px;font-size:1rem;overflow-wrap:anywhere}
#panel .item{border-width:1px 0 0;border-radius:0;padding:10px 0}
#panel .became{margin-top:8px;font-size:.9rem}
#panel .close{display:none;float:right}
#panel .empty{color:var(--muted)}
.yaml,.excerpt{margin:0;padding:6px 0;background:var(--code);font:12.5px/1.6 var(--mono);overflow-x:auto;tab-size:4}
.yaml{border-top:1px solid var(--line)}
.excerpt{border:1px solid var(--line);border-radius:7px;margin-top:4px}
.yaml i,.excerpt i{display:block;font-style:normal;width:max-content;min-width:100%;padding:0 14px;white-space:pre}
.from,.added{margin-left:14px;font-size:11px;font-family:system-ui,sans-serif;color:var(--muted)}
.added{color:var(--finding)}
[hidden]{display:none!important}
@media (max-width:900px){
  header,main,.tools{padding-left:14px;padding-right:14px}
  .work{grid-template-columns:minmax(0,1fr)}
  .tools{position:static}
  html{scroll-padding-top:1rem}
  #panel{display:none;position:fixed;z-index:8;left:0;right:0;bottom:0;top:auto;max-height:55vh;border-width:1px 0 0;border-radius:12px 12px 0 0;box-shadow:0 -6px 24px rgb(0 0 0/.25)}
  #panel.open{display:block}
  #panel .close{display:block}
  .code{font-size:12px}
  .l{padding-left:70px}.l::before{width:34px}.l::after{left:46px}
  .tools input{width:9rem}
  .counts{columns:1}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
  @page{margin:14mm}
  body{background:#fff;font-size:10pt}
  header,main{max-width:none;padding:0}
  .tools,.help,#panel,.copy,.skip{display:none}
  .work{display:block}
  #picture{overflow:visible;border:0}
  #picture svg{min-width:0!important;max-width:100%!important}
  .card,.item,details.group,details.object,details.file{break-inside:auto;border-color:#c4cbd4}
  .item,.card,.command{break-inside:avoid}
  h2,summary{break-after:avoid}
  .l,.yaml i{width:auto;white-space:pre-wrap;overflow-wrap:anywhere;font-size:8.5pt}
  .command pre{white-space:pre-wrap;overflow-wrap:anywhere}
  details::details-content{content-visibility:visible;display:block;height:auto}
  .dim{opacity:1}
  a{color:inherit;text-decoration:none}
}
`;
