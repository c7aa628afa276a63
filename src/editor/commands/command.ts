import type { Services } from '../services.js';

/**
 * A command of the palette, the tree or a lens. The argument is a tree row or a `RevisionTarget`, a
 * file of the explorer, or undefined from the palette.
 */
export type Command = (services: Services, argument: unknown) => Promise<void>;
