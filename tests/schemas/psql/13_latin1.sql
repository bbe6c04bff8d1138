\encoding LATIN1
DROP SCHEMA IF EXISTS c13 CASCADE;
CREATE SCHEMA c13;
CREATE TABLE c13.größe (v text); -- ä
INSERT INTO c13.größe VALUES ('äöü;'), ($$ÿ$$);
\encoding UTF8
INSERT INTO c13.grÃ¶ÃŸe VALUES ('æ—¥æœ¬');
