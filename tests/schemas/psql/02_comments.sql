/* first /* nested; 'quote' /* deeper $$ */ */ still a comment; */ DROP SCHEMA IF EXISTS c02 CASCADE; -- end; 'x
CREATE /* ; */ SCHEMA -- ;
  c02 /*';'*/ ;
-- ; DROP SCHEMA c02;
--
CREATE TABLE c02.seen (v text);
INSERT INTO c02.seen VALUES ('-- no comment'), ('/* none */'), ($$-- none /* here $$), (E'\'/*');
INSERT INTO c02.seen SELECT '1' WHERE 4 - -1 = 5; INSERT INTO c02.seen SELECT '2' WHERE 4 --1
 > 3;
INSERT INTO c02.seen VALUES (5 */* times */3);
CREATE OPERATOR c02.@-@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl);
INSERT INTO c02.seen SELECT 1 OPERATOR(c02.@-@) 2;
COMMENT ON TABLE c02.seen IS '/* kept */ -- and this';
/* the last one is not followed by a line feed */ -- and neither is this