#include "ui/tasks/ExampleModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Words.h"

#include <QSet>

namespace metaspo {

QList<int> matchingExamples(const Task& task, const ExampleFilter& filter)
{
    const QSet<int> only(filter.only.begin(), filter.only.end());
    QList<int> places;
    for (int place = 0; place < task.examples.size(); ++place) {
        const Example& example = task.examples.at(place);
        if (filter.split && example.split != *filter.split)
            continue;
        if (!only.isEmpty() && !only.contains(example.index))
            continue;
        if (!filter.contains.isEmpty() && !example.question.contains(filter.contains, Qt::CaseInsensitive)
            && example.answers.filter(filter.contains, Qt::CaseInsensitive).isEmpty())
            continue;
        places.append(place);
    }
    return places;
}

void ExampleModel::setTask(const Task& task)
{
    beginResetModel();
    m_task = task;
    m_rows = matchingExamples(task, {});
    endResetModel();
}

void ExampleModel::setRows(const QList<int>& places)
{
    beginResetModel();
    m_rows = places;
    endResetModel();
}

const Example* ExampleModel::example(const QModelIndex& index) const
{
    return index.isValid() && index.row() < m_rows.size() ? &m_task.examples.at(m_rows.at(index.row())) : nullptr;
}

int ExampleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExampleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExampleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Example& shown = *example(index);
    if (role == Qt::ToolTipRole && index.column() == QuestionColumn)
        return displayToolTip(shown.question);
    if (role == Qt::TextAlignmentRole && index.column() == NumberColumn)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NumberColumn: return countText(shown.index);
    case SplitColumn: return wordFor(shown.split);
    case QuestionColumn: return displayLine(shown.question);
    case AnswersColumn: return displayLine(shown.answers.join(QStringLiteral(" | ")), 100);
    default: return {};
    }
}

QVariant ExampleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == NumberColumn)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("No.");
    case SplitColumn: return tr("Split");
    case QuestionColumn: return tr("Question");
    case AnswersColumn: return tr("Right answers");
    default: return {};
    }
}

} // namespace metaspo
