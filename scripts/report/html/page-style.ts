import { VERDICTS } from "../result.ts";

const LIGHT =
  "--page:#fff;--text:#1f2328;--quiet:#57606a;--line:#8c959f;--box:#f6f8fa;--link:#0a58ca;--passed:#1a7f37;--skipped:#8a5a00;--not-measured:#8a5a00;--proves-nothing:#6f2dbd;--failed:#c01c28;--served:#4f81bd;--shade:#f9d9a0";
const DARK =
  "--page:#0d1117;--text:#e6edf3;--quiet:#9da7b3;--line:#545d68;--box:#161b22;--link:#6cb6ff;--passed:#4ac26b;--skipped:#e3b341;--not-measured:#e3b341;--proves-nothing:#cda8ff;--failed:#ff7b72;--served:#4f86c6;--shade:#5c4510";

/** The style of a report's page; text on its ground has a contrast of 4.5 to 1 or more (WCAG AA). */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media(prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 ui-sans-serif,system-ui,'Segoe UI',Roboto,Arial,sans-serif}
main{max-width:1240px;margin:0 auto;padding:20px}
h1{font-size:22px;line-height:1.3;margin:0 0 2px}h2{font-size:19px;margin:34px 0 2px}h3{font-size:15px;font-weight:600;margin:0}h4{font-size:14px;margin:0 0 6px;color:var(--quiet)}
p{margin:4px 0}a{color:var(--link)}
code,.versions dd{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px;overflow-wrap:anywhere}
.soft{color:var(--quiet);font-size:13px}
.mark,.sign{font-weight:600;white-space:nowrap}h2 .mark{font-size:15px}
${VERDICTS.map((verdict) => `.mark.${verdict},.sign.${verdict},h1.${verdict}{color:var(--${verdict})}.trouble.${verdict},.claim.${verdict}{border-left-color:var(--${verdict})}`).join("\n")}
.scroll{overflow:auto}table{border-collapse:collapse;margin:12px 0}
td,th{text-align:left;padding:3px 22px 3px 0;border-bottom:1px solid var(--line);white-space:nowrap}thead th{color:var(--quiet);font-weight:400;font-size:13px}
.trouble,.claim{border:1px solid var(--line);border-left:5px solid;border-radius:6px;padding:10px 14px;margin:10px 0}
.trouble,.left-out{background:var(--box)}.left-out{padding:8px 14px;border-radius:6px}
summary{cursor:pointer;list-style-position:outside;margin-left:16px}summary h3{display:inline;font-weight:400}summary h3 code{font-weight:600;font-size:14px;margin:0 4px}
.claim>:not(summary){margin-left:16px}
.picture{overflow:auto;border:1px solid var(--line);border-radius:8px;margin:12px 0}.picture svg{display:block;margin:auto;max-width:none}
.beside{display:grid;gap:14px 28px;margin-top:10px}.beside>*{min-width:0}
@media(min-width:980px){.beside-2{grid-template-columns:1fr 1fr}.breaks{border-left:1px solid var(--line);padding-left:18px}}
.breaks>section+section{margin-top:18px}
.check{margin:0 0 10px}.figure{font-weight:600;margin-left:6px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 12px;margin:2px 0 2px 20px}dt,dd{font-size:13px}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
.versions{margin-left:0}
.packet{margin:6px 0 6px 20px;font-size:13px}.packet caption{text-align:left;color:var(--quiet);padding-bottom:2px}.packet td,.packet tbody th{font:12px ui-monospace,Menlo,Consolas,monospace;border-bottom:0;padding:1px 14px 1px 4px}.packet tbody th{padding-left:22px;text-indent:-14px}.packet .changed th,.packet .changed td{background:var(--shade);font-weight:600}
mark{background:var(--shade);color:var(--text);font-weight:700;text-decoration:underline}.bytes{margin:4px 0 6px 20px;font-size:13px}.bytes summary{color:var(--quiet)}.bytes .packet td{white-space:nowrap}
figure{margin:10px 0}figcaption{color:var(--quiet);font-size:13px}
.chart{display:block;width:100%;height:auto;max-width:640px}.chart text{fill:var(--text);paint-order:stroke;stroke:var(--page);stroke-width:3px;font:11px ui-sans-serif,system-ui,'Segoe UI',Roboto,Arial,sans-serif}.chart .quiet{fill:var(--quiet)}
.chart .axis{stroke:var(--line);fill:none}.chart .served{fill:var(--served)}.chart .failed{fill:var(--failed)}.chart .fetched{fill:var(--quiet)}
.chart .shade{fill:var(--shade)}.chart .bound{stroke:var(--text);fill:none;stroke-dasharray:4 3}.chart .fault{stroke:var(--failed);stroke-width:1.5}.chart .over{fill:var(--failed)}.chart .within{fill:var(--passed)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media print{main{max-width:none;padding:0}.claim,.trouble,figure{break-inside:avoid}details::details-content{content-visibility:visible;display:block;block-size:auto}.picture{overflow:visible}.picture svg{max-width:100%;height:auto}}
`.trim();
