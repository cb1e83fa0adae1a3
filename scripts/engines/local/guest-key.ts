import { generateKeyPairSync } from "node:crypto";

/** One key pair a guest, for its SSH server and for the engine's client alike. */
export interface GuestKey {
  /** PEM, as OpenSSH reads it. */
  readonly private: string;
  /** One line of an authorized_keys or, after a host name, of a known_hosts file. */
  readonly public: string;
}

/** A fresh ECDSA P-256 key: the one kind that node:crypto writes in a form OpenSSH reads for hosts and clients alike. */
export function makeGuestKey(): GuestKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  const point = Buffer.concat([
    Buffer.from([4]),
    ...[x, y].map((part) => Buffer.from(part ?? "", "base64url")),
  ]);
  // RFC 5656, section 3.1: the key's type, its curve, its point, each with its length before it.
  const blob = [Buffer.from("ecdsa-sha2-nistp256"), Buffer.from("nistp256"), point].flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return {
    private: String(privateKey.export({ type: "sec1", format: "pem" })),
    public: `ecdsa-sha2-nistp256 ${Buffer.concat(blob).toString("base64")}\n`,
  };
}
