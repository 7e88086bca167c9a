/* What the C++ programs of the tests share. */

#ifndef LISTENING_TEST_CHECK_HPP
#define LISTENING_TEST_CHECK_HPP

#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include "listening.hpp"

inline int failures = 0;

inline void check(int line, bool holds, const char *what) {
    if (!holds) {
        std::fprintf(stderr, "line %d: %s\n", line, what);
        failures++;
    }
}

#define CHECK(condition) check(__LINE__, static_cast<bool>(condition), #condition)

/* All bytes of a file. */
inline std::vector<std::uint8_t> bytes_of(const char *path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

#endif
