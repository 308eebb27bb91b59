#include "ui/tasks/ExampleModel.h"

#include "core/analysis/Export.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/kit/Words.h"

#include <QApplication>
#include <QSet>
#include <algorithm>

namespace metaspo {

namespace {

constexpr char16_t lineEndSign = 0xFDD0; ///< stands for itself nowhere: not a character
constexpr qsizetype mostRuns = 64;       ///< rows that are taken out piece by piece

/// [first, last] of places that follow each other.
using Runs = QList<std::pair<int, int>>;

Runs runsOf(const QList<int>& places)
{
    Runs runs;
    for (const int place : places) {
        if (!runs.isEmpty() && runs.last().second + 1 == place)
            runs.last().second = place;
        else
            runs.append({place, place});
    }
    return runs;
}

} // namespace

QList<int> matchingExamples(const Task& task, const ExampleFilter& filter)
{
    const QSet<int> only(filter.only.begin(), filter.only.end());
    QList<int> indexes;
    for (const Example& example : task.examples) {
        if (filter.split && example.split != *filter.split)
            continue;
        if (!only.isEmpty() && !only.contains(example.index))
            continue;
        if (!filter.contains.isEmpty() && !example.question.contains(filter.contains, Qt::CaseInsensitive)
            && example.answers.filter(filter.contains, Qt::CaseInsensitive).isEmpty())
            continue;
        indexes.append(example.index);
    }
    return indexes;
}

QString linesOf(const QStringList& answers)
{
    QStringList lines = answers;
    lines.replaceInStrings(QStringLiteral("\n"), QString(QChar(lineEndSign)));
    return lines.join(u'\n');
}

QStringList answersOf(const QString& lines)
{
    QStringList answers = lines.split(u'\n', Qt::SkipEmptyParts);
    answers.replaceInStrings(QString(QChar(lineEndSign)), QStringLiteral("\n"));
    return answers;
}

Example withSplit(const Example& example, Split split)
{
    Example changed = example;
    changed.split = split;
    return changed;
}

QString changeText(ExampleModel::Field field)
{
    switch (field) {
    case ExampleModel::QuestionField: return ExampleModel::tr("Change a question");
    case ExampleModel::AnswersField: return ExampleModel::tr("Change answers");
    case ExampleModel::SplitField: return ExampleModel::tr("Change a split");
    case ExampleModel::IdField: return ExampleModel::tr("Change an id");
    case ExampleModel::NoField: break;
    }
    return {};
}

void ExampleModel::setTask(TaskDocument* document, TaskKey key)
{
    beginResetModel();
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_key = key;
    m_issues.clear();
    const Task* shown = task();
    m_rows = shown ? matchingExamples(*shown, {}) : QList<int>();
    endResetModel();
    if (m_document)
        connect(m_document, &TaskDocument::edited, this, &ExampleModel::takeEdit);
}

const Task* ExampleModel::task() const
{
    const TaskEntry* entry = m_document ? m_document->entry(m_key) : nullptr;
    return entry && entry->isLoaded ? &entry->task : nullptr;
}

void ExampleModel::setRows(const QList<int>& indexes)
{
    if (indexes == m_rows)
        return;
    beginResetModel();
    m_rows = indexes;
    endResetModel();
}

void ExampleModel::setIssues(const QHash<int, QString>& issues)
{
    m_issues = issues;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, IssuesColumn), index(rowCount() - 1, IssuesColumn),
                           {Qt::DisplayRole, Qt::DecorationRole, Qt::ToolTipRole});
}

const Example* ExampleModel::exampleWith(int index) const
{
    const Task* shown = task();
    const qsizetype place = shown ? placeOf(*shown, index) : -1;
    return place < 0 ? nullptr : &shown->examples.at(place);
}

const Example* ExampleModel::example(const QModelIndex& index) const
{
    return index.isValid() && index.row() < m_rows.size() ? exampleWith(m_rows.at(index.row())) : nullptr;
}

TableSource ExampleModel::source(const std::optional<QList<int>>& rows) const
{
    const Task* shown = task();
    if (!shown)
        return {};
    const QList<int> indexes = inRows(m_rows, rows);
    return {shown->name, exampleColumns(), indexes.size(),
            [task = *shown, indexes](qsizetype first, qsizetype count) {
                QList<Row> read;
                for (const int index : indexes.mid(first, count))
                    read.append(row(task, task.examples.at(placeOf(task, index))));
                return QtFuture::makeReadyFuture(Result<QList<Row>>(read));
            }};
}

int ExampleModel::rowOf(int index) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), index);
    return found != m_rows.end() && *found == index ? static_cast<int>(found - m_rows.begin()) : -1;
}

void ExampleModel::takeEdit(TaskKey key, const TaskEdit& edit)
{
    if (key != m_key)
        return;
    const Task* shown = task();
    QList<int> come;
    QList<int> gone;
    int first = rowCount();
    int last = -1;
    for (const ExampleEdit& one : edit.examples) {
        const int row = rowOf(one.index());
        const bool isThere = shown && placeOf(*shown, one.index()) >= 0;
        if (isThere && row < 0 && !(one.before && one.after))
            come.append(one.index());
        else if (!isThere && row >= 0)
            gone.append(one.index());
        else if (row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    removeRows(gone);
    insertRows(come);
}

void ExampleModel::removeRows(const QList<int>& indexes)
{
    QList<int> places;
    for (const int index : indexes)
        places.append(rowOf(index));
    const Runs runs = runsOf(places);
    if (runs.size() > mostRuns) {
        const QSet<int> gone(indexes.begin(), indexes.end());
        QList<int> rows = m_rows;
        rows.removeIf([&gone](int index) { return gone.contains(index); });
        return setRows(rows);
    }
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
        beginRemoveRows({}, run->first, run->second);
        m_rows.remove(run->first, run->second - run->first + 1);
        endRemoveRows();
    }
}

void ExampleModel::insertRows(const QList<int>& indexes)
{
    QList<int> rows;
    rows.reserve(m_rows.size() + indexes.size());
    std::merge(m_rows.begin(), m_rows.end(), indexes.begin(), indexes.end(), std::back_inserter(rows));
    QList<int> places; // after all are there
    for (const int index : indexes)
        places.append(static_cast<int>(std::lower_bound(rows.begin(), rows.end(), index) - rows.begin()));
    const Runs runs = runsOf(places);
    if (runs.size() > mostRuns)
        return setRows(rows);
    for (const auto& [first, last] : runs) {
        beginInsertRows({}, first, last);
        m_rows.insert(first, last - first + 1, 0);
        std::copy(rows.begin() + first, rows.begin() + last + 1, m_rows.begin() + first);
        endInsertRows();
    }
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
    const Example* shown = example(index);
    if (!shown)
        return {}; // about to go
    const int column = index.column();
    if (role == Qt::TextAlignmentRole && column == NumberColumn)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return column == QuestionColumn ? displayToolTip(shown->question)
               : column == IssuesColumn ? displayToolTip(m_issues.value(shown->index))
                                        : QVariant();
    if (role == Qt::EditRole)
        return column == SplitColumn      ? QVariant(static_cast<int>(shown->split))
               : column == QuestionColumn ? QVariant(shown->question)
               : column == AnswersColumn  ? QVariant(linesOf(shown->answers))
                                          : QVariant();
    if (role == Qt::ForegroundRole && column == IssuesColumn)
        return toneColour(Tone::Caution, QApplication::palette());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NumberColumn: return countText(shown->index);
    case SplitColumn: return wordFor(shown->split);
    case QuestionColumn: return displayLine(shown->question);
    case AnswersColumn: return displayLine(shown->answers.join(QStringLiteral(" | ")), 100);
    case IssuesColumn: {
        const QString issue = m_issues.value(shown->index);
        return issue.isEmpty() ? issue : QStringLiteral("⚠ ") + displayLine(issue, 60);
    }
    default: return {};
    }
}

bool ExampleModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const Example* before = example(index);
    if (role != Qt::EditRole || !m_isEditable || !before)
        return false;
    Example after = *before;
    Field field = NoField;
    switch (index.column()) {
    case SplitColumn:
        field = SplitField;
        after.split = static_cast<Split>(value.toInt());
        break;
    case QuestionColumn:
        field = QuestionField;
        after.question = value.toString();
        break;
    case AnswersColumn:
        field = AnswersField;
        after.answers = answersOf(value.toString());
        break;
    default: return false;
    }
    m_document->edit(m_key, exampleEdit(*before, after), changeText(field));
    return true;
}

Qt::ItemFlags ExampleModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const bool isField = index.isValid() && index.column() > NumberColumn && index.column() < IssuesColumn;
    return m_isEditable && isField ? flags | Qt::ItemIsEditable : flags;
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
    case IssuesColumn: return tr("Problems");
    default: return {};
    }
}

} // namespace metaspo
