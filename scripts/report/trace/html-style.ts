/** The style of a trace's page. */
export const HTML_STYLE = `
:root{color-scheme:light dark;--page:#fff;--text:#1f2328;--quiet:#57606a;--line:#8c959f;--box:#f6f8fa;--asks:#0a58ca;--answers:#b34700;--good:#1a7f37;--wrong:#c01c28;--first:#8a5a00}
@media(prefers-color-scheme:dark){:root{--page:#0d1117;--text:#e6edf3;--quiet:#9da7b3;--line:#545d68;--box:#161b22;--asks:#6cb6ff;--answers:#f5a45d;--good:#4ac26b;--wrong:#ff7b72;--first:#e3b341}}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 ui-sans-serif,system-ui,'Segoe UI',Roboto,Arial,sans-serif}
main{padding:16px 20px}h1{font-size:22px;margin:0 0 4px}h2{font-size:17px;margin:20px 0 6px;overflow-wrap:anywhere}h3{font-size:15px;margin:18px 0 4px}
h3 code{font-weight:400;color:var(--quiet)}p{margin:4px 0}
code,dd,.config,.time,td,th{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px}
.pictures{display:flex;flex-wrap:wrap;align-items:flex-start;gap:12px;margin:12px 0}.picture{flex:var(--share) 1 calc(var(--width)*.8);min-width:0;max-width:calc(var(--width)*1.15);overflow:auto;border:1px solid var(--line);border-radius:8px}
.picture svg{display:block;width:100%;height:auto;min-width:calc(var(--width)*.7)}
.columns{display:grid;gap:0 28px}
@media(min-width:1000px){.columns-2{grid-template-columns:1fr 1fr}.columns-3{grid-template-columns:1fr 1fr 1fr}}
.time{display:inline-block;min-width:60px;text-align:right;color:var(--quiet)}
.way b{display:inline-block;min-width:76px}.request b{color:var(--asks)}.reply b{color:var(--answers)}
ol{margin:4px 0 10px;padding-left:28px}li{margin:6px 0;padding:2px 6px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 12px;margin:2px 0 2px 66px}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
.plan{color:var(--good);margin-left:66px}.config{color:var(--quiet);margin-left:82px;overflow-wrap:anywhere}.config code{color:var(--text)}
.bad{color:var(--wrong);font-weight:600}.marked{outline:2px solid var(--first);border-radius:6px}.first{color:var(--first);font-weight:600;margin:0}
.soft{color:var(--quiet)}.scroll{overflow:auto}details{border-top:1px solid var(--line);padding:6px 0}summary{cursor:pointer;font-weight:600}
table{border-collapse:collapse;margin:6px 0}caption{text-align:left;font-weight:600}td,th{text-align:left;vertical-align:top;padding:1px 14px 1px 0}td:nth-child(-n+5){white-space:nowrap}
:focus-visible{outline:2px solid var(--asks);outline-offset:2px}
`.trim();
