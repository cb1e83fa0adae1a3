/** The style of the page around a drawing. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#fff;--ink:#1f2328;--soft:#57606a;--edge:#8c959f;--card:#f6f8fa}
@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--ink:#e6edf3;--soft:#9da7b3;--edge:#545d68;--card:#161b22}}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,'Segoe UI',Roboto,Arial,sans-serif}
main{padding:16px 20px}h1{font-size:22px;margin:0 0 8px}h2{font-size:17px;margin:20px 0 6px}
.tools{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-bottom:8px;color:var(--soft)}
.tools[hidden]{display:none}
button,select{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--edge);border-radius:6px;padding:3px 10px}
.picture{overflow:auto;border:1px solid var(--edge);border-radius:8px;max-height:82vh}
.picture svg{display:block;margin:auto;max-width:none}
.tg-tier{cursor:pointer}
details{border-top:1px solid var(--edge);padding:4px 0}summary{cursor:pointer;font-weight:600}
.soft{color:var(--soft);font-weight:400}.scroll{overflow:auto}
table{border-collapse:collapse;margin:6px 0;font-size:13px}
td,th{text-align:left;vertical-align:top;padding:2px 16px 2px 0;font-family:ui-monospace,Menlo,Consolas,monospace;white-space:nowrap}
:focus-visible{outline:2px solid #0a58ca;outline-offset:2px}
`.trim();
