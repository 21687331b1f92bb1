/** After a restore there are no statistics. Quiet, because it warns of every catalog that the role does not own. */
export const ANALYZE = `psql --dbname="$TARGET" --command='set client_min_messages = error' --command='analyze'`;
