/** One file that describes a lab to another tool. */
export interface Artifact {
  /** Relative to the folder that the artifacts are written to. */
  readonly path: string;
  readonly text: string;
  /** Octal text, as in `0644`. */
  readonly mode: string;
}
