#pragma once

#include <QtGlobal>

namespace metaspo {

/// What became of the same examples under two prompts, before and after.
struct PairedCounts
{
    qint64 bothRight = 0;
    qint64 fixed = 0;  ///< wrong before, right after
    qint64 broken = 0; ///< right before, wrong after
    qint64 bothWrong = 0;

    qint64 n() const { return bothRight + fixed + broken + bothWrong; }
    qint64 discordant() const { return fixed + broken; }
    double difference() const
    {
        return n() == 0 ? 0.0 : static_cast<double>(fixed - broken) / static_cast<double>(n());
    }
    bool operator==(const PairedCounts&) const = default;
};

} // namespace metaspo
