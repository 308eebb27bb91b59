#include "ui/tasks/ProblemModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/Theme.h"

namespace metaspo {

namespace {

QString issueText(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::EmptyQuestions: return ProblemModel::tr("no question");
    case ProblemKind::EmptyAnswers: return ProblemModel::tr("no answer");
    case ProblemKind::UnreadableAnswers: return ProblemModel::tr("answer cannot be read");
    case ProblemKind::LeakingQuestions: return ProblemModel::tr("also in another split");
    case ProblemKind::ContradictingAnswers: return ProblemModel::tr("another answer elsewhere");
    case ProblemKind::RepeatedQuestions: return ProblemModel::tr("more than once");
    case ProblemKind::NearDuplicates: return ProblemModel::tr("almost the same elsewhere");
    default: return {}; // of the task, not of its examples
    }
}

} // namespace

QHash<int, QString> issuesOf(const QList<FixableProblem>& problems)
{
    QHash<int, QString> issues;
    for (const FixableProblem& one : problems) {
        const QString text = issueText(one.problem.kind);
        for (const int index : one.problem.examples) {
            QString& issue = issues[index];
            issue += issue.isEmpty() ? text : QStringLiteral(", ") + text;
        }
    }
    return issues;
}

void ProblemModel::setProblems(const QList<FixableProblem>& problems)
{
    beginResetModel();
    m_problems = problems;
    endResetModel();
}

const FixableProblem* ProblemModel::problem(const QModelIndex& index) const
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
    const TaskProblem& shown = m_problems.at(index.row()).problem;
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
