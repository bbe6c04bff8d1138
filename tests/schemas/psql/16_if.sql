DROP SCHEMA IF EXISTS c16 CASCADE;
CREATE SCHEMA c16;
CREATE TABLE c16.seen (v text);
\set yes true
\set no off
\if :yes
    INSERT INTO c16.seen VALUES ('if');
    \if :no
        INSERT INTO c16.seen VALUES ('not here');
        \i not_there.sql
    \elif :yes
        INSERT INTO c16.seen VALUES ('elif');
    \elif nonsense
        INSERT INTO c16.seen VALUES ('not here');
    \else
        INSERT INTO c16.seen VALUES ('not here'); SELECT 'quoted \endif';
    \endif
\else
    \i not_there.sql
    \if anything
        this is no SQL;
    \endif
    INSERT INTO c16.seen VALUES ('not here');
\endif
\if :{?nothing}
    INSERT INTO c16.seen VALUES ('not here');
\else
    INSERT INTO c16.seen VALUES ('else');
\endif
INSERT INTO c16.seen
\if 1
    VALUES ('in the midst of a statement')
\else
    VALUES ('not here')
\endif
;
\if 0
    \set yes false
\endif
INSERT INTO c16.seen VALUES (:'yes');
