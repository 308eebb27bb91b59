#include "ui/tasks/ProblemModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/Theme.h"

namespace metaspo {

void ProblemModel::setProblems(const QList<TaskProblem>& problems)
{
    beginResetModel();
    m_problems = problems;
    endResetModel();
}

const TaskProblem* ProblemModel::problem(const QModelIndex& index) const
{
    return index.isValid() ? &m_problems.at(index.row()) : nullptr;
}

int ProblemModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TaskProblem& shown = m_problems.at(index.row());
    using Severity = TaskProblem::Severity;
    switch (role) {
    case Qt::DisplayRole: return displayLine(shown.what, 1000);
    case SecondLineRole: return displayLine(shown.advice, 1000);
    case Qt::AccessibleTextRole: return displayLine(shown.what + QLatin1Char(' ') + shown.advice, 1000);
    case IconNameRole:
        return shown.severity == Severity::Note ? QStringLiteral("information") : QStringLiteral("warning");
    case ToneRole:
        return static_cast<int>(shown.severity == Severity::Error     ? Tone::Bad
                                : shown.severity == Severity::Warning ? Tone::Caution
                                                                      : Tone::Accent);
    default: return {};
    }
}

} // namespace metaspo
