DROP SCHEMA IF EXISTS c20 CASCADE;
CREATE SCHEMA c20;
CREATE TABLE c20.t (n int, v text);
COPY c20.t FROM stdin;
1	plain
2	\N
3	a;b 'c' "d" $$ -- /* :x \\. \t
4	日本語
5	
\.
COPY c20.t (n) FROM STDIN;
6
\.
copy c20.t from stdin (format csv, header, quote '"', null 'NULL');
n,v
7,"a ""quoted"" one, with
a line end"
8,NULL
9,";"
\.
COPY c20.t FROM stdin;
\.
COPY c20.t (v, n) FROM STDIN WITH DELIMITER '|';
ten|10
\.
\copy c20.t from 'includes/rows.csv' with (format csv)
\copy c20.t (n, v) from stdin csv
15,from stdin
\.
COPY (SELECT * FROM c20.t) TO stdout;
INSERT INTO c20.t VALUES (99, 'after');
