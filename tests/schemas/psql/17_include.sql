\set schema c17
\ir includes/schema.psql
\set value 'with ''quotes'''
\ir 'includes/row.psql'
\include_relative includes/deeper/nested.psql
\i includes/row.psql
INSERT INTO c17.seen VALUES (:'value'), (:'set_inside');
