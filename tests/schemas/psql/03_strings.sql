DROP SCHEMA IF EXISTS c03 CASCADE;
CREATE SCHEMA c03;
CREATE TABLE c03.seen (n serial, v text);
INSERT INTO c03.seen (v) VALUES ('it''s; fine'), (''), (''''), ('\'), ('\\'), ('a\'';'), (E'it\'s; \\'), (E'\\'), (e';\'\'');
INSERT INTO c03.seen (v) VALUES (U&'d\0061t\+000061; '''), (U&'d!0061t;' UESCAPE '!'), (N'n;'), (B'101'::text), (X'1F'::text);
INSERT INTO c03.seen (v) VALUES ('first; '
    'second; '
    'third'), (E'a\n'
'b\n'), ('line one;
line two; -- kept
''');
INSERT INTO c03.seen (v) VALUES ('E'), (E''), ('E''');
SELECT 'a'AS"b;", 'c' "d'" \g
INSERT INTO c03.seen (v) SELECT 'x' || 'E' || E'\x41\u00e4;';
