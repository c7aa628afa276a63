/** A part of the host's file system as a service sees it. Host paths are absolute, container paths POSIX. */
export interface ComposeMount {
  readonly host: string;
  readonly container: string;
  readonly readOnly: boolean;
  /** `mount`: both are the same file. `copy`: the image got it when it was built (Dockerfile COPY). */
  readonly origin: 'mount' | 'copy';
}

export interface ComposePort {
  /** The port inside the container. */
  readonly target: number;
  /** The port of the host; undefined where Docker picks one. */
  readonly published?: number;
  readonly hostIp?: string;
}

export interface ComposeBuild {
  /** The build context, absolute; a URL as it stands. */
  readonly context: string;
  /** The Dockerfile, absolute. */
  readonly dockerfile: string;
  /** The stage to stop at. */
  readonly target?: string;
  /** The text of the Dockerfile where the compose file carries it. */
  readonly inline?: string;
}

/** One service. Environment values can hold passwords: never log or show them. */
export interface ComposeService {
  readonly name: string;
  readonly image?: string;
  readonly build?: ComposeBuild;
  readonly workingDir?: string;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly mounts: readonly ComposeMount[];
  /** Container paths covered by named or anonymous volumes or tmpfs: nothing there is on the host. */
  readonly volumes: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  readonly dependsOn: readonly string[];
  readonly ports: readonly ComposePort[];
}

/** What of a compose file could not be read. */
export interface ComposeWarning {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

/** What a set of compose files says, merged. */
export interface Compose {
  /** The project directory: relative paths start here. */
  readonly directory: string;
  /** The files read, in `-f` order. */
  readonly files: readonly string[];
  readonly services: readonly ComposeService[];
  readonly warnings: readonly ComposeWarning[];
}

/** A service as one file states it: only what is stated; `replaced` names what an override discards. */
export type ServiceFragment = Partial<Omit<ComposeService, 'name'>> & {
  readonly replaced: ReadonlySet<string>;
  readonly extends?: { readonly service: string; readonly file?: string };
};

/** Gives the text of a file, undefined where there is none. */
export type ReadText = (path: string) => string | undefined;

/** Gives the value of a variable, undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;
