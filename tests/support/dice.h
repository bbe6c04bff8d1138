// Random choices that are the same for a seed on every machine, unlike those of <random>.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  // 0 to count - 1
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  // `low` to `high`
  std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
  bool chance(unsigned percent) { return below(100) < percent; }

  std::string one_of(std::initializer_list<std::string_view> words) {
    return std::string(*(words.begin() + below(words.size())));
  }
  template <class T>
  T& one_of(std::vector<T>& values) {
    return values[below(values.size())];
  }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

 private:
  // splitmix64
  std::uint64_t next() {
    std::uint64_t value = state_ += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace pgsettle
