#include "support/port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <stdexcept>

namespace pgsettle {

Port::Port(bool listens) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket_.get(), generic, size) != 0 ||
      ::getsockname(socket_.get(), generic, &size) != 0 ||
      (listens && ::listen(socket_.get(), 10) != 0)) {
    throw std::runtime_error("cannot make a socket");
  }
  number_ = ntohs(address.sin_port);
}

bool Port::wait_for_client() const {
  pollfd client = {.fd = socket_.get(), .events = POLLIN, .revents = 0};
  return ::poll(&client, 1, 20'000) == 1;
}

}  // namespace pgsettle
