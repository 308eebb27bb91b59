#pragma once

#include "core/analysis/WordDiff.h"

#include <QList>
#include <QString>

namespace metaspo {

enum class DiffSide { Before, After };

/// A piece of one side of a comparison as it stands on the screen.
struct ShownPart
{
    DiffKind kind = DiffKind::Equal;
    int change = -1;  ///< number of the difference it belongs to; -1: none
    QString text;     ///< as displayed
    QString original; ///< what it stands for
    bool isMark = false; ///< a sign for something that cannot be seen as it is, or is not on this side at all
    bool operator==(const ShownPart&) const = default;
};

/// What of a text is compared and shown: all, or the beginning of a very long one.
QString comparedText(const QString& text);

/// One side of the spans. Differences are numbered alike on both sides; where this side has nothing of one, a caret
/// stands in its place. Hidden characters are escaped everywhere; within a difference also spaces at its edges, spaces
/// other than the plain one, tabs and line ends are signs. Long lines are broken. `leftOut` characters of the text
/// were not compared.
QList<ShownPart> shownParts(const QList<DiffSpan>& spans, DiffSide side, qsizetype leftOut = 0);

int countChanges(const QList<DiffSpan>& spans); ///< a removal with the insertion after it is one

/// About as many pieces as a comparison by this unit has to look at.
qsizetype tokensIn(const QString& text, DiffUnit unit);

/// Where a place of one side is on the other; within a difference its beginning.
qsizetype placeOnOtherSide(const QList<DiffSpan>& spans, DiffSide from, qsizetype place);

} // namespace metaspo
