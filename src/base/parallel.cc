#include "base/parallel.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <span>
#include <thread>
#include <vector>

namespace pgsettle {
namespace {

// Addresses only: what is not touched takes no memory.
constexpr std::size_t stack_bytes = 512UL * 1024 * 1024;
constexpr std::size_t items_at_a_time = 16;

struct Work {
  std::size_t count;
  const std::function<void(std::size_t)>& function;
  std::atomic<std::size_t> next = 0;

  void run() {
    for (;;) {
      const std::size_t first = next.fetch_add(items_at_a_time);
      if (first >= count) return;
      const std::size_t end = std::min(first + items_at_a_time, count);
      for (std::size_t item = first; item < end; ++item) function(item);
    }
  }
};

void* run(void* work) {
  static_cast<Work*>(work)->run();
  return nullptr;
}

}  // namespace

void for_each_in_parallel(std::size_t count, const std::function<void(std::size_t)>& function) {
  Work work = {.count = count, .function = function};
  const std::size_t wanted = (count + items_at_a_time - 1) / items_at_a_time;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_bytes);
  std::vector<pthread_t> threads(std::min(wanted, cores));
  std::size_t started = 0;
  for (pthread_t& thread : threads) {
    if (pthread_create(&thread, &attributes, run, &work) != 0) break;
    ++started;
  }
  pthread_attr_destroy(&attributes);
  if (started == 0) work.run();  // no memory for such a stack: the usual one must do
  for (const pthread_t thread : std::span(threads).first(started)) pthread_join(thread, nullptr);
}

}  // namespace pgsettle
