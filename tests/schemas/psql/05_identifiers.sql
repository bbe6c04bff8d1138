DROP SCHEMA IF EXISTS c05 CASCADE;
CREATE SCHEMA c05;
CREATE TABLE c05."odd; name" ("it's" int, "say ""hi;""" int, "$$" int, "--" int, "/*" int, ":x" int, "ü" int);
CREATE TABLE c05.größe_日本語 ("select" int, SELECTED int, "Mixed Case" text DEFAULT ';');
CREATE TABLE c05.U&"d\0061t;a" (a int); CREATE TABLE c05.U&"d!0062t" UESCAPE '!' (a int);
INSERT INTO c05."odd; name" ("it's", "say ""hi;""", "ü") VALUES (1, 2, 3);
CREATE TABLE c05.a_name_of_more_than_sixty_three_bytes_is_cut_by_the_server_with_a_notice (x int);
CREATE INDEX "odd index; here" ON c05."odd; name" ("it's");
COMMENT ON COLUMN c05."odd; name"."say ""hi;""" IS 'd''oh';
