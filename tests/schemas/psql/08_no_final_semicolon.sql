DROP SCHEMA IF EXISTS c08 CASCADE;
;;
 ; -- nothing
CREATE SCHEMA c08;;; CREATE TABLE c08.t (a int);
INSERT INTO c08.t VALUES (1) -- the last statement has no semicolon
  
