DROP SCHEMA IF EXISTS c21 CASCADE;
CREATE SCHEMA c21;
CREATE TABLE c21.seen (v text);
INSERT INTO c21.seen VALUES ('alone');
BEGIN;
INSERT INTO c21.seen VALUES ('committed');
SAVEPOINT a;
INSERT INTO c21.seen VALUES ('lost');
ROLLBACK TO SAVEPOINT a;
SAVEPOINT b; INSERT INTO c21.seen VALUES ('released'); RELEASE b;
COMMIT;
BEGIN WORK; INSERT INTO c21.seen VALUES ('rolled back'); ROLLBACK;
START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE;
INSERT INTO c21.seen SELECT current_setting('transaction_isolation');
COMMIT AND CHAIN;
INSERT INTO c21.seen SELECT 'chained ' || current_setting('transaction_isolation');
ROLLBACK AND CHAIN;
INSERT INTO c21.seen SELECT 'again ' || current_setting('transaction_isolation');
END;
BEGIN; INSERT INTO c21.seen VALUES ('aborted'); ABORT;
INSERT INTO c21.seen VALUES ('between');
BEGIN; COPY c21.seen FROM stdin;
copied in a block
\.
COMMIT;
BEGIN; SET LOCAL search_path = c21; CREATE TABLE local_path (a int); COMMIT;
COPY c21.seen FROM stdin;
copied alone
\.
BEGIN; INSERT INTO c21.seen VALUES ('prepared'); PREPARE TRANSACTION 'c21'; ROLLBACK PREPARED 'c21';
INSERT INTO c21.seen SELECT 'txids differ ' || (count(DISTINCT xmin::text) > 5)::text FROM c21.seen;
