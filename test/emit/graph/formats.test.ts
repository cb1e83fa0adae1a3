import { Graphviz } from "@hpcc-js/wasm-graphviz";
import test from "ava";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describePicture } from "../../../stacks/emit/graph/describe-picture.ts";
import { GRAPH_FORMATS } from "../../../stacks/emit/graph/formats.ts";
import type { Picture } from "../../../stacks/emit/graph/picture.ts";
import { labNames, labUnderTest } from "../../plan/lab-files.ts";

const pictures = labNames.map((name) => describePicture(labUnderTest(name).plan));

test("svg and drawio are well-formed XML for every lab", (t) => {
  for (const picture of pictures)
    for (const format of ["svg", "drawio"] as const)
      t.is(XMLValidator.validate(GRAPH_FORMATS[format](picture)), true, `${picture.lab} as ${format}`);
});

test("every cell of a drawio file has an id of its own and lies in the diagram's layer", (t) => {
  const parser = new XMLParser({ ignoreAttributes: false });
  const file = parser.parse(GRAPH_FORMATS.drawio(pictures[0] as Picture));
  const cells: Record<string, string>[] = file.mxfile.diagram.mxGraphModel.root.mxCell;
  t.is(new Set(cells.map((cell) => cell["@_id"])).size, cells.length);
  t.true(cells.slice(2).every((cell) => cell["@_parent"] === "1"));
});

test("Graphviz lays out every lab's dot text", async (t) => {
  const graphviz = await Graphviz.load();
  for (const picture of pictures) t.regex(graphviz.dot(GRAPH_FORMATS.dot(picture)), /<svg/, picture.lab);
});

test("whatever a name holds, each format stays what it is", async (t) => {
  const graphviz = await Graphviz.load();
  const some = describePicture(labUnderTest("smart-dns").plan);
  const nasty = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      '"',
      "\\",
      "]]>",
      "</script>",
      "<!--",
      "--> x",
      "end",
      "&lt;",
      "\\N",
      'a"] --> b',
      "\u0000\ud800",
    ),
  );
  fc.assert(
    fc.property(nasty, nasty, nasty, (lab, node, prefix) => {
      const picture = renamed(some, lab, node, prefix);
      t.is(XMLValidator.validate(GRAPH_FORMATS.svg(picture)), true);
      t.is(XMLValidator.validate(GRAPH_FORMATS.drawio(picture)), true);
      t.regex(graphviz.dot(GRAPH_FORMATS.dot(picture)), /<svg/);
      const html = GRAPH_FORMATS.html(picture);
      t.is(html.match(/<script/g)?.length, 1);
      t.is(html.match(/<\/script/g)?.length, 1);
      // One line a statement: no name begins another.
      const lines = GRAPH_FORMATS.mermaid(picture).split(/\r\n|[\n\r\u2028\u2029]/);
      t.is(lines.length, GRAPH_FORMATS.mermaid(some).split("\n").length);
      t.true(lines.every((line) => (line.match(/"/g)?.length ?? 0) % 2 === 0));
    }),
    { numRuns: 60 },
  );
});

function renamed(picture: Picture, lab: string, node: string, prefix: string): Picture {
  const name = (text: string) => `${text}${node}`;
  return {
    ...picture,
    lab,
    sites: picture.sites.map(name),
    segments: picture.segments.map((segment) => ({
      ...segment,
      name: name(segment.name),
      site: segment.site === null ? null : name(segment.site),
      prefixes: [prefix],
    })),
    tiers: picture.tiers.map((tier) => ({
      ...tier,
      name: name(tier.name),
      site: tier.site === null ? null : name(tier.site),
      segments: tier.segments.map(name),
      nodes: tier.nodes.map((one) => ({ ...one, name: name(one.name) })),
    })),
    services: picture.services.map((service) => ({ ...service, name: name(service.name) })),
    ways: picture.ways.map(({ to, clients, request, reply }) => {
      const hops = (some: Picture["ways"][number]["request"]) =>
        some.map((hop) => ({ from: name(hop.from), to: name(hop.to), segment: name(hop.segment) }));
      return { to: name(to), clients: name(clients), request: hops(request), reply: hops(reply) };
    }),
  };
}
