/** The cookies of one client for one host: what answers set is sent along with the requests after them. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  /** Takes the values of Set-Cookie headers; where a cookie is valid is not looked at, as all are for one host. */
  keep(setCookies: readonly string[]): void {
    for (const one of setCookies) {
      const [pair = ""] = one.split(";");
      const at = pair.indexOf("=");
      if (at > 0) this.#cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
    }
  }

  /** The Cookie header; nothing where no cookie is known. */
  header(): { readonly Cookie?: string } {
    const pairs = [...this.#cookies].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? {} : { Cookie: pairs.join("; ") };
  }
}
