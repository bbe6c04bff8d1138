// GRANT, REVOKE, roles and what sessions begin with.
#include "support/settled_test.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

class SettledPrivileges : public Settled {
 protected:
  SettledPrivileges() {
    for (const char* role : {"settled_reader", "settled_writer"}) {
      run(std::string("DO $$BEGIN CREATE ROLE ") + role +
          "; EXCEPTION WHEN duplicate_object THEN NULL; END$$;");
    }
  }
};

TEST_F(SettledPrivileges, OfColumns) {
  run("CREATE TABLE t (a int, \"B c\" int);");
  const std::string script = "GRANT SELECT (a), UPDATE (a, \"B c\") ON t TO settled_reader;";
  EXPECT_EQ(now(script), "r");
  EXPECT_EQ(again({script}), ".");
  EXPECT_EQ(now("GRANT ALL (a) ON t TO settled_reader;"), "r");
  EXPECT_EQ(now("REVOKE SELECT (\"B c\") ON t FROM settled_reader;"), ".");
  // From a table is from its columns, too.
  EXPECT_EQ(now("REVOKE SELECT ON t FROM settled_reader;"), "r");
  EXPECT_EQ(now("REVOKE INSERT ON t FROM settled_reader;"), ".");
  EXPECT_EQ(now("REVOKE SELECT ON t FROM settled_reader; GRANT SELECT (a) ON t TO settled_reader;"),
            "..");
  run("REVOKE UPDATE (a) ON t FROM settled_reader;");
  EXPECT_EQ(now(script), "r");
}

TEST_F(SettledPrivileges, OfNobodyThatIsThere) {
  run("CREATE TABLE t (a int);");
  EXPECT_EQ(now("REVOKE ALL ON t FROM settled_nobody;"), "r");  // an error
  EXPECT_EQ(now("REVOKE ALL ON t FROM settled_reader;"), ".");
  EXPECT_EQ(now("REVOKE GRANT OPTION FOR SELECT ON t FROM settled_reader;"), ".");
  run("GRANT SELECT ON t TO settled_reader WITH GRANT OPTION;");
  EXPECT_EQ(now("REVOKE GRANT OPTION FOR SELECT ON t FROM settled_reader;"), "r");
}

TEST_F(SettledPrivileges, OfAllInASchema) {
  run("CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE VIEW s.v AS SELECT 1 AS a;"
      "CREATE SEQUENCE s.q; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
      "CREATE PROCEDURE s.p() LANGUAGE sql AS 'SELECT 1';");
  const std::string script =
      "GRANT SELECT ON ALL TABLES IN SCHEMA s TO settled_reader;"
      "GRANT USAGE ON ALL SEQUENCES IN SCHEMA s TO settled_reader;"
      "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA s FROM PUBLIC;";
  EXPECT_EQ(now(script), "rrr");
  EXPECT_EQ(again({script}), "...");
  EXPECT_EQ(now("REVOKE ALL ON ALL ROUTINES IN SCHEMA s FROM PUBLIC;"), "r");  // the procedure
  EXPECT_EQ(now("CREATE TABLE s.new (); " + script), "rrr.");  // it may have a sequence
  EXPECT_EQ(now("CREATE TABLE new (); " + script), "r...");
  run("CREATE TABLE s.u (a int);");
  EXPECT_EQ(now(script), "r..");
  EXPECT_EQ(now("GRANT SELECT ON ALL TABLES IN SCHEMA gone TO settled_reader;"), "r");
}

TEST_F(SettledPrivileges, OfWhatIsNotMadeYet) {
  run("CREATE SCHEMA s;");
  const std::string script =
      "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO settled_reader;"
      "ALTER DEFAULT PRIVILEGES FOR ROLE settled_writer REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"
      "ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO settled_reader WITH GRANT OPTION;";
  EXPECT_EQ(now(script), "rrr");
  EXPECT_EQ(again({script}), "...");
  EXPECT_EQ(now("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;"), ".");
  EXPECT_EQ(now("ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE ALL ON TABLES FROM settled_writer;"),
            ".");
  EXPECT_EQ(now("ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO settled_writer;"),
            "r");
  // What is made anew would have them.
  run("CREATE VIEW s.v AS SELECT 1 AS a;");
  const std::string view = "DROP VIEW IF EXISTS s.v; CREATE VIEW s.v AS SELECT 1 AS a;";
  EXPECT_EQ(now(view), "..");
  EXPECT_EQ(
      now("ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT INSERT ON TABLES TO settled_writer;" + view),
      "rrr");
}

TEST_F(SettledPrivileges, OfADatabaseASchemaAndAType) {
  run("CREATE SCHEMA s; CREATE TYPE s.mood AS ENUM ('a');");
  const std::string name = query(database.url(), "SELECT current_database()");
  const std::string script = "GRANT CONNECT, TEMP ON DATABASE " + name +
                             " TO settled_reader; GRANT USAGE ON SCHEMA s TO settled_reader;"
                             "REVOKE ALL ON TYPE s.mood FROM PUBLIC;";
  EXPECT_EQ(now(script), "rrr");
  EXPECT_EQ(again({script}), "...");
}

TEST_F(SettledPrivileges, OfAnObjectThatIsMadeAnew) {
  const std::string script =
      "DROP FUNCTION IF EXISTS f(int); CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS "
      "'SELECT "
      "1'; REVOKE ALL ON FUNCTION f(int) FROM PUBLIC;"
      "GRANT EXECUTE ON FUNCTION f(int) TO settled_reader;"
      "COMMENT ON FUNCTION f(int) IS 'one';";
  EXPECT_EQ(again({script}), ".....");
  run("GRANT EXECUTE ON FUNCTION f(int) TO settled_writer;");  // which only a DROP takes back
  EXPECT_EQ(now(script).substr(0, 2), "rr");
}

TEST_F(SettledPrivileges, OfAllAndOfOneMadeAnew) {
  const std::string script =
      "CREATE SCHEMA IF NOT EXISTS s; DROP VIEW IF EXISTS s.v; CREATE VIEW s.v AS SELECT 1 AS a;"
      "GRANT SELECT ON ALL TABLES IN SCHEMA s TO settled_reader; GRANT INSERT ON s.v TO "
      "settled_writer;";
  EXPECT_EQ(again({script}), ".....");
  run("GRANT UPDATE ON s.v TO settled_reader;");
  EXPECT_EQ(now(script), ".rrrr");
}

TEST_F(SettledPrivileges, OfAllBehindOneMadeAnew) {
  const std::string script =
      "DROP FUNCTION IF EXISTS f(int); CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS "
      "'SELECT "
      "1'; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO settled_reader;";
  EXPECT_EQ(again({script}), "...");
  run("CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2';");
  EXPECT_EQ(now(script), "rrr");
}

TEST_F(SettledPrivileges, OfRoles) {
  const std::string script =
      "GRANT settled_reader TO settled_writer; REVOKE settled_writer FROM settled_reader;";
  run("REVOKE settled_reader FROM settled_writer;");
  EXPECT_EQ(now(script).substr(0, 1), "r");
  EXPECT_EQ(again({script}), "..");
  EXPECT_EQ(now("GRANT settled_reader TO settled_writer WITH ADMIN OPTION;"), "r");
  EXPECT_EQ(now("REVOKE ADMIN OPTION FOR settled_reader FROM settled_writer;"), ".");
  EXPECT_EQ(now("REVOKE settled_reader FROM settled_writer;"), "r");
  EXPECT_EQ(now("GRANT settled_reader TO settled_nobody;"), "r");
  EXPECT_EQ(now("DROP ROLE IF EXISTS settled_nobody;"), ".");
  EXPECT_EQ(now("DO $$BEGIN CREATE ROLE settled_reader; EXCEPTION WHEN duplicate_object THEN RAISE "
                "NOTICE 'open: there'; END$$;"),
            ".");
}

TEST_F(SettledPrivileges, SettingsOfRolesAndDatabases) {
  const std::string name = query(database.url(), "SELECT current_database()");
  const std::string script =
      "ALTER ROLE settled_reader SET statement_timeout = '30s';"
      "ALTER ROLE settled_reader SET search_path TO \"$user\", public;"
      "ALTER ROLE settled_reader SET work_mem = 8192;"
      "ALTER ROLE settled_reader SET TimeZone = 'Europe/Berlin';"
      "ALTER ROLE settled_reader IN DATABASE " +
      name + " SET search_path = '';" + "ALTER DATABASE " + name +
      " SET app.tenant = 'a b';ALTER ROLE settled_reader WITH NOLOGIN "
      "NOSUPERUSER;ALTER ROLE settled_reader RESET lock_timeout;";
  EXPECT_EQ(again({script}), "........");
  EXPECT_EQ(now("ALTER ROLE settled_reader SET statement_timeout = '31s';"), "r");
  EXPECT_EQ(now("ALTER ROLE settled_reader SET search_path TO '\"$user\", public';"), "r");
  EXPECT_EQ(now("ALTER ROLE settled_reader RESET work_mem;"), "r");
  EXPECT_EQ(now("ALTER ROLE settled_reader LOGIN;"), "r");
  run("ALTER ROLE settled_reader RESET ALL;");
  EXPECT_EQ(now(script).substr(0, 4), "rrrr");
}

}  // namespace
}  // namespace pgsettle
