import type { Problem, Revision } from '../revisions/revision.js';
import type { ProblemAt } from './problem-at.js';
import { nearestId } from './suggest.js';

/** What the identifiers of one file mean. Ids exist; what does not exist is a problem. */
export interface Resolved {
  readonly parents: readonly string[];
  readonly dependencies: readonly string[];
}

/** Ids and labels that a reference may mean. */
export interface Names {
  readonly ids: ReadonlySet<string>;
  /** Revision by the label it bears. */
  readonly labelled: ReadonlyMap<string, string>;
}

/** So many missing references get a suggestion: it compares with every id. */
const suggestions = 50;

/** Resolves the references of all files and reports those that Alembic cannot follow. */
export class References {
  readonly problems: Problem[] = [];
  readonly #names: Names;
  readonly #at: ProblemAt;
  readonly #ids: readonly string[];
  #suggested = 0;

  constructor(names: Names, at: ProblemAt) {
    this.#names = names;
    this.#at = at;
    this.#ids = [...names.ids];
  }

  resolve(revision: Revision): Resolved {
    const parents = revision.down.flatMap((id) => this.#parent(revision, id) ?? []);
    const dependencies = revision.dependsOn.flatMap((id) => this.#dependency(revision, id) ?? []);
    return { parents: unique(parents), dependencies: unique(dependencies) };
  }

  /** Alembic takes whole ids only; what is abbreviated is followed here and reported. */
  #parent(revision: Revision, reference: string): string | undefined {
    if (this.#names.ids.has(reference)) return reference;
    const label = this.#names.labelled.get(reference);
    const meant = label ?? this.#abbreviated(reference);
    const from = `down_revision of ${revision.revision} is "${reference}"`;
    if (meant !== undefined) {
      const what = label === undefined ? 'an abbreviation of the id' : 'a branch label of revision';
      this.#report(
        'partial-down-revision',
        revision,
        'down',
        reference,
        `${from}, ${what} "${meant}". Alembic takes only whole ids there, so every alembic command fails. Did you mean "${meant}"?`,
      );
      return meant;
    }
    this.#report(
      'missing-parent',
      revision,
      'down',
      reference,
      `${from}, but no file has that revision, so every alembic command fails with KeyError.${this.#didYouMean(reference)}`,
    );
    return undefined;
  }

  #dependency(revision: Revision, reference: string): string | undefined {
    if (this.#names.ids.has(reference)) return reference;
    const labelled = this.#names.labelled.get(reference);
    if (labelled !== undefined) return labelled;
    this.#report(
      'depends-on-unknown',
      revision,
      'dependsOn',
      reference,
      `depends_on of ${revision.revision} names "${reference}", which is neither a revision nor a branch label of this project, so every alembic command fails with KeyError.${this.#didYouMean(reference)}`,
    );
    return undefined;
  }

  #abbreviated(reference: string): string | undefined {
    if (reference === '' || this.#suggested++ >= suggestions) return undefined;
    const candidates = this.#ids.filter((id) => id.startsWith(reference));
    return candidates.length === 1 ? candidates[0] : undefined;
  }

  #didYouMean(reference: string): string {
    if (this.#suggested >= suggestions) return '';
    const nearest = nearestId(reference, this.#ids);
    return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  }

  #report(
    rule: string,
    revision: Revision,
    place: 'down' | 'dependsOn',
    reference: string,
    message: string,
  ): void {
    this.problems.push({ ...this.#at(rule, revision, place, message), reference });
  }
}

function unique(ids: readonly string[]): readonly string[] {
  return ids.length < 2 ? ids : [...new Set(ids)];
}
