#include "core/optimize/ScoreBook.h"

namespace metaspo {

const CellAnswers* ScoreBook::find(const Cell& cell) const
{
    const auto found = m_cells.constFind(cell);
    return found == m_cells.constEnd() ? nullptr : found->get();
}

CellAnswers& ScoreBook::at(const Cell& cell)
{
    std::shared_ptr<CellAnswers>& answers = m_cells[cell];
    if (!answers)
        answers = std::make_shared<CellAnswers>();
    return *answers;
}

const CellScore& ScoreBook::score(const Cell& cell) const
{
    const CellAnswers* answers = find(cell);
    Q_ASSERT(answers && answers->score);
    return *answers->score;
}

bool ScoreBook::isFinished(const Cell& cell) const
{
    const CellAnswers* answers = find(cell);
    return answers && answers->score;
}

} // namespace metaspo
