/** What the page does beyond showing: zooming, one way at a time, and a tier's nodes by a click on its card. */
export const PAGE_SCRIPT = `
"use strict";
const area = document.querySelector(".picture");
const svg = area.querySelector("svg");
const own = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
let scale = 1;
const show = (wanted, x = area.clientWidth / 2, y = area.clientHeight / 2) => {
  const next = Math.min(6, Math.max(0.1, wanted));
  const left = (area.scrollLeft + x) * (next / scale) - x;
  const top = (area.scrollTop + y) * (next / scale) - y;
  scale = next;
  svg.setAttribute("width", own.width * scale);
  svg.setAttribute("height", own.height * scale);
  area.scrollLeft = left;
  area.scrollTop = top;
};
const fit = () => show(Math.min(1.6, (area.clientWidth - 4) / own.width, (innerHeight * 0.82 - 4) / own.height));
const zooms = { in: () => show(scale * 1.25), out: () => show(scale / 1.25), fit };
document.querySelector(".tools").hidden = false;
for (const button of document.querySelectorAll("[data-zoom]"))
  button.addEventListener("click", () => zooms[button.dataset.zoom]());
area.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const place = area.getBoundingClientRect();
  show(scale * Math.exp(-event.deltaY / 400), event.clientX - place.left, event.clientY - place.top);
}, { passive: false });
document.getElementById("way").addEventListener("change", ({ target }) => {
  svg.classList.toggle("tg-dimmed", target.value !== "");
  for (const step of svg.querySelectorAll(".tg-w"))
    step.classList.toggle("tg-on", step.classList.contains("tg-w" + target.value));
});
for (const card of svg.querySelectorAll(".tg-tier"))
  card.addEventListener("click", () => {
    const details = [...document.querySelectorAll("details")].find((one) => one.dataset.tier === card.dataset.tier);
    details.open = true;
    details.scrollIntoView({ behavior: "smooth", block: "start" });
    details.querySelector("summary").focus({ preventScroll: true });
  });
fit();
`.trim();
