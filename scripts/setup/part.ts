/** One thing a machine must have before a lab can run. Installing what is present does nothing. */
export interface SetupPart {
  /** `node-image`. */
  readonly name: string;
  /** What it is, for a person: `node image (Debian trixie)`. */
  readonly what: string;
  present(): Promise<boolean>;
  /** Throws a ToldError where this machine cannot have it. */
  install(options: InstallOptions): Promise<void>;
}

export interface InstallOptions {
  /** One call a step; `share` is from 0 to 1, or null where it is not known. */
  readonly step: (text: string, share: number | null) => void;
  /** Aborted: what was begun is taken back. */
  readonly signal: AbortSignal;
}
