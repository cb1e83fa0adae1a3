interface Way {
  readonly gateway?: string;
}

/** The next hops of the routes in a text of `ip -json route show`, sorted; /proc/net/route would show the first of several alone. */
export function nextHopsIn(json: string): string[] {
  const routes = JSON.parse(json || "[]") as (Way & { readonly nexthops?: readonly Way[] })[];
  return routes
    .flatMap((route) => route.nexthops ?? [route])
    .flatMap(({ gateway }) => gateway ?? [])
    .sort();
}
