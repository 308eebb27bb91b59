#pragma once

#include <QList>
#include <QString>

namespace metaspo {

enum class DiffKind { Equal, Removed, Inserted };
enum class DiffUnit { Word, Character, Line };

struct DiffSpan
{
    DiffKind kind = DiffKind::Equal;
    QString text;
    bool operator==(const DiffSpan&) const = default;
};

/// How one prompt became another: the equal and removed spans make up `before`, the equal and inserted ones
/// `after`, character by character. Shortest edit script (Wu, Manber, Myers: an O(NP) sequence comparison),
/// neighbours of a kind joined, removed in front of inserted, white space alone between two changes counted
/// to them. Very long and very different texts are compared by line first, so that the answer comes at once
/// and memory stays bounded.
QList<DiffSpan> wordDiff(const QString& before, const QString& after, DiffUnit unit = DiffUnit::Word);

} // namespace metaspo
