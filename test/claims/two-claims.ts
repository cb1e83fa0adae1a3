/** Tests for a sample lab: a claim with a break, and one without. */
export const TWO_CLAIMS = `
tests:
  - id: served
    claim: Every request is answered.
    send: { http: shop, from: client, requests: 60 }
    expect: { served: { failed: 0, at-least: 60 } }
    breaks:
      - with: { tiers: { web: { vip-on-lo: false } } }
        fails: served
  - id: spread
    claim: New connections spread evenly | over *both* servers.
    send: { http: shop, from: client, requests: 60 }
    expect: { spread: { by: web, like: even } }
    no-break: Nothing about it could be taken away.
`;
