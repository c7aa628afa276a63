/** Tables that no model declares and that are not there to be dropped. */
import type { ObjectName } from '../changes/objects.js';

const alembic: ReadonlySet<string> = new Set(['alembic_version']);

/** Of PostGIS and its extensions; such names are hardly given to anything else. */
const postgis: ReadonlySet<string> = new Set([
  'spatial_ref_sys',
  'geometry_columns',
  'geography_columns',
  'raster_columns',
  'raster_overviews',
  'loader_platform',
  'loader_variables',
  'loader_lookuptables',
  'geocode_settings',
  'geocode_settings_default',
  'pagc_gaz',
  'pagc_lex',
  'pagc_rules',
  'us_gaz',
  'us_lex',
  'us_rules',
  'zip_lookup',
  'zip_lookup_all',
  'zip_lookup_base',
  'zip_state',
  'zip_state_loc',
  'state_lookup',
  'county_lookup',
  'countysub_lookup',
  'place_lookup',
  'street_type_lookup',
  'direction_lookup',
  'secondary_unit_lookup',
  'zcta5',
  'tabblock20',
  'addrfeat',
  'featnames',
  'cousub',
]);

const postgisSchemas: ReadonlySet<string> = new Set(['tiger', 'tiger_data', 'topology']);

/** Whose table it is; undefined where it may well be the project's own. */
export function ownerOf({ schema = 'public', name }: ObjectName): string | undefined {
  if (alembic.has(name)) return 'Alembic';
  const inSchema = postgisSchemas.has(schema);
  return inSchema || (schema === 'public' && postgis.has(name)) ? 'PostGIS' : undefined;
}
