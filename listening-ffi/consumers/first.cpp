/* Reads a call from standard input (mu-law, 8 kHz, agent and customer in turn, no head) and prints its report. */

#include <cstdio>
#include <iostream>
#include <vector>

#include "listening.hpp"

int main()
{
    std::vector<std::uint8_t> packet(2 * 160); // 20 ms
    try {
        listening::session session{listening::config{}};
        while (const std::size_t bytes = std::fread(packet.data(), 1, packet.size(), stdin)) {
            session.push(listening::mulaw({packet.data(), bytes / 2 * 2}));
        }
        const listening::report report = session.finish();
        std::cout << report.json() << '\n';
    } catch (const listening::error &refused) {
        std::cerr << "first: " << refused.what() << '\n';
        return 2;
    }
    return 0;
}
