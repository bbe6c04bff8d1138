#include "cluster/cluster.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/file_system.h"
#include "cluster/binaries.h"
#include "cluster/supervisor.h"

namespace pgsettle {
namespace {

// For a part of a URI (RFC 3986, unreserved characters).
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view safe =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char c : text) {
    if (safe.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

}  // namespace

class Cluster::Impl {
 public:
  Impl(const std::string& binary_directory, const ClusterOptions& options)
      : supervisor_(binary_directory, options), server_(supervisor_.wait_until_ready()) {}

  const ServerStarted& server() const { return server_; }
  void keep() { supervisor_.keep(); }

 private:
  Supervisor supervisor_;
  ServerStarted server_;
};

Cluster Cluster::start(const ClusterOptions& options) {
  const std::string directory = find_binary_directory(
      default_binary_search(options.binary_directory, options.major_version), RealFileSystem());
  return Cluster(std::make_unique<Impl>(directory, options));
}

Cluster::Cluster(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Cluster::Cluster(Cluster&&) noexcept = default;
Cluster& Cluster::operator=(Cluster&&) noexcept = default;
Cluster::~Cluster() = default;

std::string Cluster::url(const std::string& database, const std::string& user) const {
  return fmt::format("postgresql://{}@/{}?host={}&port=5432", percent_encoded(user),
                     percent_encoded(database), percent_encoded(directory()));
}

const std::string& Cluster::directory() const { return impl_->server().directory; }

int Cluster::process_id() const { return impl_->server().process_id; }

void Cluster::keep() { impl_->keep(); }

}  // namespace pgsettle
