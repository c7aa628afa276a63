/**
 * What SQL highlighting knows of PostgreSQL, as alternatives of regular expressions; a space stands
 * for any white space. Words that people also use for columns (`name`, `type`, `value`, `status` …)
 * appear only in phrases where they cannot be a column.
 */

export const keywords = [
  'add (?:column|constraint|value)|alter (?:column|role|type)|by default|cluster on|comment on',
  'create (?:or replace )?(?:role|rule|server|type|view)|drop (?:column|role|rule|type|view)',
  'data type|do (?:nothing|update)|foreign key|(?:if )?not exists|if exists',
  'in (?:access|exclusive|share)|(?:access |row |share )*exclusive mode|(?:access |row )?share mode',
  'no (?:action|inherit)|on (?:conflict|delete|update)|owner to|owned by|primary key|rename to',
  'set (?:schema|data)|(?:not )?valid|window|with(?:out)? oids',
  'aggregate|all|alter|always|analyze|and|any|array|as|asc|asymmetric|atomic|authorization',
  'before|begin|between|both|called|cascade|case|cast|check|checkpoint|close|cluster|collate',
  'collation|column|commit|concurrently|constraint|continue|copy|create|cross|cube|current',
  'cursor|database|deallocate|declare|default|deferrable|deferred|definer|delete|desc|diagnostics',
  'disable|discard|distinct|do|domain|drop|each|else|elsif|enable|end|enum|escape|except',
  'exception|exclude|execute|exists|exit|explain|extension|fetch|filter|first|following|for',
  'force|foreach|foreign|freeze|from|full|function|generated|get|grant|group|grouping|handler|having',
  'if|ilike|immediate|immutable|in|include|index|inherit|inherits|initially|inner|insert|instead',
  'intersect|into|invoker|is|isolation|join|language|last|lateral|leading|left|like|limit',
  'local|lock|loop|match|materialized|merge|minvalue|maxvalue|natural|next|not|notice|notify',
  'nothing|notnull|nowait|nulls|of|off|offset|on|only|operator|or|order|ordinality|outer|over',
  'overlaps|overriding|partial|partition|perform|permissive|placing|policy|preceding|prepare',
  'privileges|procedure|publication|raise|range|recursive|references|refresh|reindex|release',
  'rename|replace|reset|restart|restrict|restrictive|return|returning|returns|reverse|revoke',
  'right|rollback|rollup|row|rows|savepoint|schema|search_path|security|select|sequence|serializable',
  'set|setof|show|similar|skip locked|some|stable|start|statement|statement_timeout|lock_timeout',
  'stored|strict|subscription|symmetric|table|tablespace|temp|temporary|then|to|trailing',
  'transaction|trigger|truncate|unbounded|union|unique|unlisten|unlogged|update|using|vacuum',
  'validate|values|variadic|verbose|view|volatile|when|where|while|with|within|work|plpgsql',
] as const;

export const types = [
  'bigint|bigserial|bit varying|bit|bool|boolean|box|bytea|char varying|char|character varying',
  'character|cidr|circle|citext|date|daterange|decimal|double precision|float[48]?|hstore|inet',
  'int[248]?|int[48](?:multi)?range|integer|interval|jsonb?|jsonpath|line|lseg|ltree|macaddr8?',
  'money|name\\[\\]|numeric|numrange|oid|path|point|polygon|real|record|regclass|regproc|regtype',
  'serial[248]?|smallint|smallserial|text|time(?:stamp)? with(?:out)? time zone|timestamptz|timetz',
  'timestamp|time|trigger|tsquery|tsrange|tstzrange|tsvector|uuid|varbit|varchar|vector|void|xml',
] as const;

export const constants = [
  'null|true|false|unknown|current_(?:date|time|timestamp|user|schema)',
] as const;

/** Functions: highlighted only before a parenthesis. */
export const functions = [
  'array_\\w+|jsonb?_\\w+|pg_\\w+|regexp_\\w+|string_\\w+|to_\\w+|ts_\\w+|uuid_\\w+|xml\\w+',
  'abs|age|avg|bool_and|bool_or|btrim|cardinality|ceil|char_length|chr|clock_timestamp|coalesce',
  'concat|concat_ws|count|cume_dist|current_database|current_schema|current_setting|currval|date_part',
  'date_trunc|decode|dense_rank|digest|encode|every|exp|extract|first_value|floor|format|gen_random_uuid',
  'generate_series|greatest|initcap|jsonb_path_query|lag|last_value|lead|least|length|lower|lpad|ltrim',
  'make_date|make_interval|max|md5|min|mod|nextval|now|ntile|nullif|obj_description|octet_length',
  'overlay|percentile_cont|percentile_disc|position|power|quote_ident|quote_literal|quote_nullable',
  'random|rank|repeat|reverse|right|left|replace|round|row_number|row_to_json|rpad|rtrim|set_config',
  'setval|similarity|split_part|sqrt|starts_with|statement_timestamp|stddev|strpos|substr|substring',
  'sum|transaction_timestamp|translate|trim|trunc|unaccent|unnest|upper|variance|width_bucket',
] as const;

/**
 * A regular expression, without regard to case, for whole words out of such a list. It looks only
 * for their ends: names are eaten whole, and the letter before a word may be an escape's (`\\n`).
 */
export function wholeWord(list: readonly string[], after = ''): string {
  return `(?i)(?<![$.])(?:${list.join('|').replaceAll(' ', '\\s+')})(?![\\w$])${after}`;
}
