#pragma once

#include <QString>
#include <optional>

namespace metaspo {

/// Numbers for people, in their locale. Files and the command line never use these.

QString countText(qint64 count);                            ///< "1,240"
QString percentText(double fraction, int decimals = 1);     ///< "61.5 %"; NaN: "–"
QString dollarsText(const std::optional<qint64>& nanoDollars); ///< "$0.42"; a price unknown: "n/a"
QString durationText(qint64 seconds);                       ///< "9 min", "1 h 20 min"
QString bytesText(qint64 bytes);                            ///< "1.1 GB"
QString agoText(qint64 seconds);                            ///< "2 h ago"

} // namespace metaspo
