/** Those parts of the JSON of `docs/schemas/` that tests look at; the schemas say the rest. */
export interface RowJson {
  readonly state: string;
  readonly expectation: string;
  readonly detail: string;
  readonly line?: number;
}

interface VerificationJson {
  readonly revision: string;
  readonly rows: readonly RowJson[];
}

interface MendingJson {
  readonly kind: string;
  readonly title: string;
  readonly diff: string;
  readonly applied: readonly string[];
  readonly databases: readonly {
    readonly revision: string;
    readonly file: string;
    readonly steps: readonly { readonly command: string }[];
  }[];
}

export interface CliResults {
  readonly models: {
    readonly projects: readonly {
      readonly tables: readonly { readonly table: string; readonly imported: boolean | null }[];
      readonly schemas: readonly { readonly schema: string; readonly because: string }[];
      readonly todo: readonly {
        readonly revision: string | null;
        readonly findings: readonly { readonly rule: string; readonly file: string }[];
      }[];
    }[];
  };
  readonly graph: {
    readonly projects: readonly {
      readonly revisions: readonly unknown[];
      readonly latest: string;
      readonly next: string;
    }[];
  };
  readonly operations: { readonly files: readonly { readonly upgrade: readonly unknown[] }[] };
  readonly check: {
    readonly postgresVersion: number;
    readonly selected: readonly { readonly by: string; readonly revisions: readonly string[] }[];
    readonly coverage: { readonly revisions: number; readonly unanalyzable: readonly unknown[] };
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly endLine: number;
      readonly endColumn: number;
      readonly revision: string | null;
      readonly message: string;
    }[];
  };
  readonly status: {
    readonly projects: readonly {
      readonly current?: readonly string[];
      readonly pending?: readonly string[];
      readonly unknown?: readonly string[];
    }[];
  };
  readonly history: {
    readonly projects: readonly {
      readonly total: number;
      readonly revisions: readonly {
        readonly revision: string;
        readonly flags: readonly string[];
      }[];
    }[];
  };
  readonly run: {
    readonly outcome: string;
    readonly command?: readonly string[];
    readonly revisions: readonly string[];
    readonly ran: readonly string[];
    readonly current: readonly string[] | null;
    readonly warnings: readonly string[];
    readonly failure?: { readonly title: string; readonly cause: string };
    readonly verifications: readonly VerificationJson[];
  };
  readonly mend: {
    readonly offers?: readonly {
      readonly rule: string;
      readonly mendings: readonly MendingJson[];
      readonly otherwise: readonly string[];
    }[];
    readonly undo?: string | null;
    readonly outcome?: string;
    readonly undone?: string;
  } & Partial<MendingJson>;
  readonly verify: { readonly verifications: readonly VerificationJson[] };
  readonly report: {
    readonly current: readonly { readonly revision: string; readonly labels: readonly string[] }[];
    readonly pending: readonly string[];
    readonly revisions: readonly {
      readonly revision: string;
      readonly file: string;
      readonly applied: boolean;
      readonly verification: readonly RowJson[];
      readonly data: readonly {
        readonly what: string;
        readonly state: string;
        readonly verdict: string;
        readonly counts: readonly string[];
      }[];
      readonly attention: readonly {
        readonly kind: string;
        readonly what: string;
        readonly note: string;
        readonly line: number;
      }[];
      readonly findings: readonly { readonly rule: string; readonly line: number }[];
    }[];
    readonly toDo?: readonly { readonly rule: string }[];
  };
  readonly describe: { readonly text: string };
  readonly new: {
    readonly outcome: string;
    readonly file?: string;
    readonly revision?: string;
    readonly down?: readonly string[];
    readonly empty?: boolean;
    readonly notes?: readonly string[];
    readonly heads?: readonly string[];
    readonly pending?: readonly string[];
  };
  readonly plan: {
    readonly file: string | null;
    readonly plans: readonly {
      readonly number: string;
      readonly line: number;
      readonly state: string;
      readonly revision: string | null;
    }[];
  };
}
