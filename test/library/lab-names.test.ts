import test from "ava";
import { defineLab, type LabDefinition } from "../../scripts/library/index.ts";

/** A lab with sites; what is wrong in the ones below is refused by the compiler, or this file does not compile. */
const base = {
  lab: "two-sites",
  about: "A shop in two sites, found by the DNS.",
  segments: { isp: "198.18.0.0/24", core: "10.0.0.0/24" },
  sites: {
    east: { prefix: "10.1.0.0/16", serves: "198.18.0.0/24" },
    west: {
      prefix: "10.2.0.0/16",
      tiers: { web: { count: 3 }, cdn: { role: "cdn", on: "dmz", origin: "shop" } },
    },
  },
  site: {
    segments: { dmz: "/24" },
    tiers: { lvs: { role: "director", on: "dmz" }, web: { role: "nginx", on: "dmz" } },
    services: { shop: { vip: "dmz.100", director: "lvs", mode: "dr", servers: "web" } },
  },
  tiers: {
    alice: { role: "client", on: "isp", resolver: "rec1" },
    rec: { role: "resolver", on: "isp" },
    dns: { role: "dns", on: "core" },
    isp: { role: "router", on: ["isp", "core", "dmz.east", "dmz.west"] },
  },
  names: {
    "www.shop.test": { dns: "dns", answers: { "shop.east": "nearest", "cdn.west": "198.18.0.128/25" } },
  },
} as const;

const right = defineLab({
  ...base,
  tests: [
    {
      id: "geo",
      claim: "Each region is answered with its own site.",
      send: { http: "www.shop.test", from: ["alice1", "alice*"], requests: 5 },
      timeline: [
        { at: "1s", kill: "web1.east" },
        { at: "2s", cut: "isp1:core" },
        { at: "2s", cut: "web1.east:dmz.east" },
        { at: "2s", impair: "isp1:dmz.west", loss: "1%" },
        { at: "3s", change: { site: { tiers: { web: { count: 2 } } } } },
      ],
      expect: {
        answers: { alice1: "shop.east" },
        path: { request: ["alice1", "isp1", "lvs.east", "web.east"] },
        spread: { by: "web.east", like: "even" },
      },
      breaks: [
        { with: { names: { "www.shop.test": { check: null } } }, fails: "answers" },
        {
          with: { sites: { east: { tiers: { web: null } }, west: { serves: "198.18.0.0/24" } } },
          fails: "path",
        },
        {
          with: { site: { services: { shop: { check: null } } }, tiers: { rec: { "client-subnet": false } } },
          fails: "path",
        },
      ],
    },
  ],
});

/** A claim about that lab. */
function claim(test: Claims): Claims {
  return test;
}
type Claims = NonNullable<(typeof right)["tests"]>[number];
const id = "claim";
const sentence = { id, claim: "What is to be proven." } as const;

test("names within sites are checked, and what a site has is named by its site from outside", (t) => {
  defineLab({
    ...base,
    site: {
      segments: { dmz: "/24" },
      tiers: {
        // @ts-expect-error there is no segment dmx
        lvs: { role: "director", on: "dmx" },
        web: { role: "nginx", on: "dmz", upstream: "web" },
        // @ts-expect-error there is no tier webb
        front: { role: "nginx", on: "isp", upstream: "webb" },
        // @ts-expect-error a rule passes on to a tier that is not there
        rules: { role: "nginx", on: "dmz", rules: [{ path: "/a", to: "wep" }] },
        // @ts-expect-error there is no service shops to announce
        far: { role: "director", on: "dmz", bgp: { peers: "isp", announce: "shops" } },
        // @ts-expect-error nor a tier ips to tell of it
        wide: { role: "director", on: "dmz", bgp: { peers: "ips", announce: "shop" } },
      },
      services: {
        // @ts-expect-error there is no tier lvx
        shop: { vip: "dmz.100", director: "lvx", mode: "dr", servers: "web" },
      },
    },
    // @ts-expect-error there is no service of that name in site west
    names: { "www.shop.test": { dns: "dns", answers: { "shop.wset": "nearest" } } },
  });
  defineLab({
    ...base,
    tiers: {
      ...base.tiers,
      // @ts-expect-error a site's own segment has the site's name
      isp: { role: "router", on: ["isp", "dmz"] },
      hop: { role: "router", on: "isp", routes: [{ to: "10.9.0.0/16", via: "198.18.0.9" }] },
      // @ts-expect-error there is no tier ips
      far: { role: "router", on: "isp", routes: [{ to: "10.9.0.0/16", via: "ips1" }] },
    },
  });
  t.pass();
});

test("names in claims are checked: of senders, faults and checks", (t) => {
  claim({ ...sentence, send: { http: "shop.east", from: "alice1", requests: 1 }, expect: { served: {} } });
  // @ts-expect-error there is no service shop outside of sites
  claim({ ...sentence, send: { http: "shop", from: "alice1", requests: 1 }, expect: { served: {} } });
  // @ts-expect-error there is no tier alicia
  claim({ ...sentence, send: { http: "shop.east", from: "alicia1", requests: 1 }, expect: { served: {} } });
  // @ts-expect-error there is no site north
  claim({ ...sentence, timeline: [{ at: "1s", kill: "web1.north" }], expect: { served: {} } });
  // @ts-expect-error there is no segment cor
  claim({ ...sentence, timeline: [{ at: "1s", cut: "isp1:cor" }], expect: { served: {} } });
  // @ts-expect-error there is no site north
  claim({ ...sentence, timeline: [{ at: "1s", cut: "web1.north" }], expect: { served: {} } });
  // @ts-expect-error no site has a segment core
  claim({ ...sentence, timeline: [{ at: "1s", cut: "web1.east:core.east" }], expect: { served: {} } });
  // @ts-expect-error nobody is called edge1
  claim({ ...sentence, expect: { path: { request: ["alice1", "edge1"] } } });
  // @ts-expect-error who is asked is no service
  claim({ ...sentence, expect: { arp: { of: "alice", "asked-by": "isp1", owners: [] } } });
  // @ts-expect-error no field is called ip.tll
  claim({ ...sentence, expect: { rewrite: { at: "lvs.east", changes: ["ip.tll"] } } });
  t.pass();
});

test("names in breaks are checked, and so are the settings that they change", (t) => {
  const breaks = (...all: NonNullable<Claims["breaks"]>) =>
    claim({ ...sentence, expect: { served: {} }, breaks: all });
  breaks({ with: { tiers: { rec: null } }, fails: "served" });
  // @ts-expect-error there is no tier reck
  breaks({ with: { tiers: { reck: null } }, fails: "served" });
  // @ts-expect-error there is no setting client-subnets
  breaks({ with: { tiers: { rec: { "client-subnets": false } } }, fails: "served" });
  // @ts-expect-error there is no tier edge to pass on to
  breaks({ with: { site: { tiers: { web: { upstream: "edge" } } } }, fails: "served" });
  // @ts-expect-error there is no site north
  breaks({ with: { sites: { north: null } }, fails: "served" });
  // @ts-expect-error there is no name w.shop.test
  breaks({ with: { names: { "w.shop.test": { check: null } } }, fails: "served" });
  // @ts-expect-error there is no check serves
  breaks({ with: {}, fails: "serves" });
  // @ts-expect-error there is no mode dd
  breaks({ with: { site: { services: { shop: { mode: "dd" } } } }, fails: "served" });
  t.pass();
});

test("a lab with known names is a lab as any other", (t) => {
  const any: LabDefinition = right;
  t.deepEqual(Object.keys(any.tiers), ["alice", "rec", "dns", "isp"]);
});
