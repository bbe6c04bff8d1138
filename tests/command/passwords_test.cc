// Passwords must not show in what the program prints nor in the list of processes, whichever way
// they came in and whatever goes wrong.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/file_system.h"
#include "support/port.h"
#include "support/program.h"

namespace pgsettle {
namespace {

using Arguments = std::vector<std::string>;

// Every way to say the password "hunter2" on the command line.
std::vector<Arguments> ways(const std::string& port) {
  const std::string host = "127.0.0.1:" + port;
  return {
      {"-d", "postgresql://me:hunter2@" + host + "/db"},
      {"-d", "postgres://me:hunter2@" + host + "/db?connect_timeout=30"},
      {"--dbname=postgres://me:hunter2@" + host + "/db"},
      {"--url", "postgresql://me:hunter2@" + host + "/db"},
      {"--url=postgresql://me:hunter2@" + host},
      {"--url", "postgresql://" + host + "/db?user=me&password=hunter2&connect_timeout=30"},
      {"--url", "postgresql://" + host + "/db?user=me&sslpassword=hunter2"},
      {"-dhost=127.0.0.1 port=" + port + " password=hunter2 user=me"},
      {"-d", "host=127.0.0.1 port=" + port + " password = 'a hunter2' user=me"},
      {"-d", "host=127.0.0.1 port=" + port + " user=me password='it\\'s hunter2'"},
      {"-d", "password=hunter2 host=127.0.0.1 port=" + port},
  };
}

void expect_silence(const CompletedProcess& result, const std::string& what) {
  EXPECT_EQ(result.output.find("hunter"), std::string::npos) << what << '\n' << result.output;
  EXPECT_EQ(result.errors.find("hunter"), std::string::npos) << what << '\n' << result.errors;
}

TEST(Passwords, RefusedConnectionDoesNotShowThem) {
  const Port port(false);
  const Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  for (Arguments arguments : ways(port.number())) {
    const std::string what = arguments.back();
    arguments.insert(arguments.begin(), "apply");
    for (const char* format : {"text", "json"}) {
      Arguments with_format = arguments;
      with_format.insert(with_format.end(), {"--output", format});
      const CompletedProcess result = place.run(with_format);
      EXPECT_EQ(result.exit_status, 4) << result.errors;
      expect_silence(result, what);
    }
  }
}

TEST(Passwords, ListOfProcessesDoesNotShowThem) {
  const Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  for (std::size_t i = 0; i < ways("").size(); ++i) {
    const Port port(true);
    Arguments arguments = ways(port.number())[i];
    arguments.insert(arguments.begin(), "apply");
    Process process(place.command(arguments));
    ASSERT_TRUE(port.wait_for_client()) << process.errors();
    const std::string list =
        RealFileSystem().read("/proc/" + std::to_string(process.id()) + "/cmdline");
    EXPECT_EQ(list.find("hunter"), std::string::npos) << list;
    EXPECT_NE(list.find("apply"), std::string::npos) << list;
    EXPECT_NE(list.find(port.number()), std::string::npos)
        << "only the password is hidden: " << list;
    process.send_signal(SIGINT);
    EXPECT_EQ(process.wait(), 130);
    expect_silence({.exit_status = 0, .output = process.output(), .errors = process.errors()},
                   arguments.back());
  }
}

TEST(Passwords, FilesAndVariablesDoNotShowThem) {
  const Port port(false);
  const std::string url = "postgresql://me:hunter2@127.0.0.1:" + port.number() + "/db";
  Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  const auto check = [&](const Arguments& arguments, const char* what) {
    const CompletedProcess result = place.run(arguments);
    EXPECT_EQ(result.exit_status, 4) << what << '\n' << result.errors;
    EXPECT_NE(result.errors.find(port.number()), std::string::npos) << what << '\n'
                                                                    << result.errors;
    expect_silence(result, what);
  };
  place.environment["PGSERVICEFILE"] = place.write(
      "service.conf", "[shop]\nhost=127.0.0.1\nport=" + port.number() + "\npassword=hunter2\n");
  check({"apply", "-d", "service=shop"}, "service file");
  place.write("pgsettle.toml", "[target.shop]\nurl = \"" + url + "\"\n");
  check({"apply", "--target", "shop"}, "pgsettle.toml");
  place.write(".env", "DATABASE_URL=" + url + "\n");
  check({"apply"}, ".env");
  place.write(".env", "");
  place.environment["DATABASE_URL"] = url;
  check({"apply"}, "DATABASE_URL");
  place.environment["DATABASE_URL"] = std::nullopt;
  place.environment["PGPASSWORD"] = "hunter2";
  check({"apply", "-h", "127.0.0.1", "-p", port.number()}, "PGPASSWORD");
}

TEST(Passwords, WrongArgumentsDoNotShowThem) {
  const Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  const std::string url = "postgresql://me:hunter2@127.0.0.1:1/db";
  const std::string conninfo = "host=127.0.0.1 password=hunter2";
  for (const std::string& secret : {url, conninfo}) {
    const std::vector<Arguments> wrong = {
        {secret},
        {"apply", secret},
        {"apply", "-f", secret},
        {"apply", "migrations", secret},
        {"apply", "--target", secret},
        {"apply", "--config", secret},
        {"apply", "--env-file", secret},
        {"apply", "--encoding", secret},
        {"apply", "--output", secret},
        {"apply", "--lock-timeout", secret},
        {"apply", "-v", secret + "x"},
        {"apply", "--databse=" + secret},
        {"apply", "--throwaway", "-d", secret},
        {"apply", "--output", "json", secret},
        {"apply", "--output", "json", "--target", secret},
    };
    for (const Arguments& arguments : wrong) {
      const CompletedProcess result = place.run(arguments);
      EXPECT_NE(result.exit_status, 0);
      expect_silence(result, arguments.back());
    }
  }
}

TEST(Passwords, FilesWithFaultsDoNotShowThem) {
  Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  const std::vector<const char*> environment_files = {
      "PGPASSWORD='hunter2\n",
      "PGPASSWORD=\"hunter2\n",
      "PGPASSWORD 'hunter2'\n",
      "PGPASSWORD='x' hunter2\n",
      "DATABASE_URL: postgres://me:hunter2@127.0.0.1:1/db\n",
      "postgres://me:hunter2@127.0.0.1:1/db\n",
      "hunter2\nB\n=\n",
  };
  for (const char* text : environment_files) {
    place.write(".env", text);
    const CompletedProcess result = place.run({"apply", "-d", "host=127.0.0.1 port=1"});
    EXPECT_EQ(result.exit_status, 78) << text << result.errors;
    expect_silence(result, text);
  }
  place.write(".env", "");
  const std::vector<const char*> configurations = {
      "[target.t]\nurl = \"postgres://me:hunter2@127.0.0.1:1/db\n",
      "[target.t]\nurl = postgres://me:hunter2@127.0.0.1:1/db\n",
      "[target.t]\nurll = \"postgres://me:hunter2@127.0.0.1:1/db\"\n",
      "[target.t]\nurl = [\"postgres://me:hunter2@127.0.0.1:1/db\"]\n",
      "[target.t]\npassword = \"hunter2\"\n",
      "[target]\nt = \"postgres://me:hunter2@127.0.0.1:1/db\"\n",
      "[apply]\nlock_timeout = \"postgres://me:hunter2@127.0.0.1:1/db\"\n",
  };
  for (const char* text : configurations) {
    place.write("pgsettle.toml", text);
    const CompletedProcess result = place.run({"apply", "--target", "t"});
    EXPECT_EQ(result.exit_status, 78) << text << result.errors;
    expect_silence(result, text);
  }
}

// Of these libpq quotes the part that it does not understand.
TEST(Passwords, ConnectionStringsThatCannotBeReadDoNotShowThem) {
  const Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  const std::vector<const char*> wrong = {
      "postgres://me:hunter2/x@127.0.0.1:1/db",
      "postgres://me:hunter2:hunter3@127.0.0.1:1/db",
      "postgres://me:hunter2@hunter3@127.0.0.1:1/db",
      "postgres://me:hunter2%zz@127.0.0.1:1/db",
      "postgres://me:hunter2%00@127.0.0.1:1/db",
      "postgres://me:hunter2 x@127.0.0.1:1/db",
      "postgres://me:[hunter2@127.0.0.1:1/db",
      "postgres://127.0.0.1:1/db?password=hunter2%zz",
      "postgres://127.0.0.1:1/db?password=hunter2=x",
      "postgres://127.0.0.1:1/db?password=x&hunter2",
      "postgres://127.0.0.1:1/db?passwort=hunter2",
      "postgresql+asyncpg://me:hunter2@127.0.0.1:1/db?ssl=true",
      "jdbc:postgresql://127.0.0.1:1/db?user=me&password=hunter2",
      "host=127.0.0.1 port=1 password=my hunter2",
      "host=127.0.0.1 port=1 password='hunter2",
      "host=127.0.0.1 port=1 password=hunter2 user",
      "host=127.0.0.1 port=1 passwort=hunter2",
      "host=127.0.0.1 port=1 password hunter2",
  };
  for (const char* text : wrong) {
    for (const char* option : {"-d", "--url"}) {
      const CompletedProcess result = place.run({"apply", option, text, "-w", "--output", "json"});
      EXPECT_EQ(result.exit_status, 4) << text << '\n' << result.errors;
      expect_silence(result, text);
    }
  }
}

}  // namespace
}  // namespace pgsettle
