import { allRules } from '../core/rules/all-rules.js';
import {
  defaultConfiguration,
  readConfiguration,
  type Configuration,
  type Preset,
} from '../core/rules/configuration.js';
import type { Finding } from '../core/rules/finding.js';
import { wrongPlace } from '../core/rules/wrong-place.js';
import { findUp } from '../system/files/find-up.js';
import { configurationName } from './configuration-file.js';

/** What a caller says instead of the file. */
export interface ConfigurationOptions {
  /** The file is looked for up to this folder; absolute. */
  readonly root: string;
  readonly preset?: Preset | undefined;
  readonly postgres?: number | undefined;
  /** What holds where the file says nothing; the defaults unless told. */
  readonly base?: Configuration | undefined;
  /** The text of a file, where an editor holds another one than the disk. */
  readonly openText?: ((file: string) => string | undefined) | undefined;
}

export interface OwnConfiguration {
  readonly configuration: Configuration;
  readonly file?: { readonly file: string; readonly text: string } | undefined;
  /** What is wrong in the file. */
  readonly mistakes: readonly Finding[];
}

/** The nearest configuration from a folder upwards. Rejects only where it cannot be read. */
export async function configurationAt(
  folder: string,
  { root, preset, postgres, base = defaultConfiguration, openText }: ConfigurationOptions,
): Promise<OwnConfiguration> {
  const found = await findUp(configurationName, folder, root);
  const file = found && { ...found, text: openText?.(found.file) ?? found.text };
  const read = file && readConfiguration(file.text, new Set(allRules.map(({ id }) => id)), base);
  return {
    configuration: {
      ...(read?.configuration ?? base),
      ...(preset ? { preset } : {}),
      ...(postgres ? { postgres } : {}),
    },
    file,
    mistakes: (read?.mistakes ?? []).map(({ message, range }) =>
      wrongPlace('configuration', file?.file ?? '', range, message),
    ),
  };
}
