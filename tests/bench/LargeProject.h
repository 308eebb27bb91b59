#pragma once

#include <QString>

namespace metaspo {

/// 1,000,000 evaluations and 30,000 candidates in 51 finished runs, one of them with half of it; written through the
/// store's writer, which takes minutes.
struct LargeProject
{
    static constexpr int runs = 51;
    static constexpr int candidates = 30'000;
    static constexpr int evaluations = 1'000'000;
    static constexpr int largestRunEvaluations = 500'000;

    /// Keeps what is there under that name.
    static void write(const QString& path);
};

} // namespace metaspo
