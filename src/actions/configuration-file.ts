/** The file that says how a project is checked. */
export const configurationName = '.alembic-pilot.yaml';
