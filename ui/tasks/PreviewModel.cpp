#include "ui/tasks/PreviewModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/kit/Words.h"

#include <QApplication>
#include <QPalette>
#include <algorithm>

namespace metaspo {

void PreviewModel::setRows(const QStringList& columns, const QList<QStringList>& rows)
{
    beginResetModel();
    m_columns = columns;
    m_rows = rows;
    endResetModel();
}

void PreviewModel::setUsed(const QString& question, const QString& answer)
{
    m_question = question;
    m_answer = answer;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::BackgroundRole});
}

bool PreviewModel::isUsed(const QString& source, int column) const
{
    const QString name = m_columns.value(column);
    return !name.isEmpty() && (source == name || source.contains(QLatin1Char('{') + name + QLatin1Char('}')));
}

int PreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString cell = m_rows.at(index.row()).value(index.column());
    if (role == Qt::DisplayRole)
        return displayLine(cell, 200);
    if (role == Qt::ToolTipRole)
        return displayToolTip(cell);
    if (role == Qt::BackgroundRole && isUsed(m_question, index.column()))
        return toneBackground(Tone::Accent, QApplication::palette());
    if (role == Qt::BackgroundRole && isUsed(m_answer, index.column()))
        return toneBackground(Tone::Good, QApplication::palette());
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString name = displayLine(m_columns.value(section), 40);
    if (isUsed(m_question, section))
        return tr("%1 → question").arg(name);
    return isUsed(m_answer, section) ? tr("%1 → answer").arg(name) : name;
}

void IncomingTaskModel::setTasks(const QList<Task>& tasks)
{
    beginResetModel();
    m_tasks = tasks;
    endResetModel();
}

const Task* IncomingTaskModel::task(const QModelIndex& index) const
{
    return index.isValid() ? &m_tasks.at(index.row()) : nullptr;
}

int IncomingTaskModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
}

int IncomingTaskModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant IncomingTaskModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() >= TrainColumn)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const Task& shown = m_tasks.at(index.row());
    const auto count = [&shown](Split split) {
        return countText(std::count_if(shown.examples.begin(), shown.examples.end(),
                                       [split](const Example& example) { return example.split == split; }));
    };
    switch (index.column()) {
    case NameColumn: return displayLine(shown.name, 100);
    case DomainColumn: return displayLine(shown.domain, 100);
    case RoleColumn: return wordFor(shown.role);
    case FormatColumn: return wordFor(shown.format.kind);
    case MetricColumn: return wordFor(shown.metric.kind);
    case TrainColumn: return count(Split::Train);
    case ValidationColumn: return count(Split::Validation);
    case TestColumn: return count(Split::Test);
    default: return {};
    }
}

QVariant IncomingTaskModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= TrainColumn)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Task");
    case DomainColumn: return tr("Domain");
    case RoleColumn: return tr("Role");
    case FormatColumn: return tr("Answer");
    case MetricColumn: return tr("Metric");
    case TrainColumn: return wordFor(Split::Train);
    case ValidationColumn: return wordFor(Split::Validation);
    case TestColumn: return wordFor(Split::Test);
    default: return {};
    }
}

} // namespace metaspo
