#pragma once

#include "core/domain/Cell.h"

#include <QHash>
#include <memory>
#include <optional>
#include <vector>

namespace metaspo {

/// All that is known about one cell: outcomes by position, its score once every example has one, and, on train, the
/// responses that were not right, because they are what the optimizer learns from.
struct CellAnswers
{
    std::vector<std::optional<Outcome>> outcomes;
    std::optional<CellScore> score;
    QHash<int, QByteArray> wrongResponses; ///< by position; UTF-8
};

/// The answers of a run so far. A cell in it is never paid for again.
class ScoreBook
{
public:
    /// Null: nothing is known.
    const CellAnswers* find(const Cell& cell) const;
    CellAnswers& at(const Cell& cell);
    /// The cell has to be finished.
    const CellScore& score(const Cell& cell) const;
    bool isFinished(const Cell& cell) const;

    const QHash<Cell, std::shared_ptr<CellAnswers>>& cells() const { return m_cells; }

private:
    QHash<Cell, std::shared_ptr<CellAnswers>> m_cells;
};

} // namespace metaspo
