import { htmlPage } from "../html-page.ts";
import { xml } from "../xml.ts";
import { descriptionOf, inWords } from "./description.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import type { Picture, PictureNode, PictureTier } from "./picture.ts";
import type { Scene } from "./scene.ts";
import { statusOf } from "./status.ts";
import { svgOf } from "./svg.ts";

/**
 * A picture as one page that needs nothing else: it opens from a disk. It can be zoomed, one way at a time can be
 * looked at, and below it every tier unfolds to its nodes. Without JavaScript the picture and the text are there.
 */
export function htmlOf(picture: Picture, scene: Scene): string {
  return htmlPage({
    title: `${picture.lab}: the lab as a picture`,
    style: PAGE_STYLE,
    script: PAGE_SCRIPT,
    main: [
      `<h1>${xml(picture.lab)}</h1>`,
      '<div class="tools" hidden>',
      '<button type="button" data-zoom="in">Larger</button>',
      '<button type="button" data-zoom="out">Smaller</button>',
      '<button type="button" data-zoom="fit">Whole picture</button>',
      '<label>Show <select id="way"><option value="">all ways</option>',
      ...picture.ways.map(
        ({ to, clients }, index) => `<option value="${index}">${xml(`${clients} to ${to}`)}</option>`,
      ),
      "</select></label>",
      "<span>Ctrl and the wheel zoom; click a tier for its nodes.</span>",
      "</div>",
      `<div class="picture" tabindex="0" role="region" aria-label="The picture">${svgOf(scene)}</div>`,
      "<h2>Ways</h2>",
      picture.ways.length === 0 ? "<p>No client has a way to a service.</p>" : "<ul>",
      ...picture.ways.map(
        ({ to, clients, request, reply }) =>
          `<li><b>${xml(`${clients} to ${to}`)}</b>: request ${xml(inWords(request))}; reply ${xml(inWords(reply))}</li>`,
      ),
      picture.ways.length === 0 ? "" : "</ul>",
      "<h2>Tiers</h2>",
      ...picture.tiers.map((tier, index) => tierDetails(tier, index, picture)),
      `<p class="soft">${xml(descriptionOf(picture))}</p>`,
    ],
  });
}

function tierDetails(tier: PictureTier, index: number, picture: Picture): string {
  const states = picture.states === undefined ? [] : ["<th>state</th>"];
  return [
    `<details id="tier-${index}" data-tier="${xml(tier.name)}">`,
    `<summary>${xml(tier.name)} <span class="soft">${xml(tier.role)}, ${tier.nodes.length} ${tier.nodes.length === 1 ? "node" : "nodes"}, on ${xml(tier.segments.join(", "))}</span></summary>`,
    '<div class="scroll" tabindex="0" role="region" aria-label="Nodes"><table><thead><tr>',
    `<th>node</th>${states.join("")}<th>interfaces</th><th>VIPs</th><th>weights</th></tr></thead><tbody>`,
    ...tier.nodes.map((node) => nodeRow(node, picture)),
    "</tbody></table></div></details>",
  ].join("");
}

function nodeRow(node: PictureNode, { states }: Picture): string {
  const status = statusOf(node, states);
  const vips = [...node.vips, ...node.loopback.map((vip) => `${vip} on lo`)];
  const cells = [
    `<th scope="row">${xml(node.name)}</th>`,
    ...(status === null ? [] : [`<td>${xml(status.word === "" ? "runs" : status.word)}</td>`]),
    `<td>${node.interfaces.map(({ name, segment, mac, addresses }) => xml(`${name} ${segment} ${addresses.join(" ")} ${mac}`)).join("<br>")}</td>`,
    `<td>${vips.map(xml).join("<br>")}</td>`,
    `<td>${Object.entries(node.weights)
      .map(([service, weight]) => xml(`${service} ${weight}`))
      .join("<br>")}</td>`,
  ];
  return `<tr>${cells.join("")}</tr>`;
}
