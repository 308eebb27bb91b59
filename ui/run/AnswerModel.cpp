#include "ui/run/AnswerModel.h"

#include "ui/charts/AccuracyCurves.h"
#include "ui/kit/Background.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/OutcomeText.h"
#include "ui/run/RecordRows.h"

#include <algorithm>

namespace metaspo {

namespace {

constexpr int mostGaps = 200; // every insertion moves the rows behind it; so many at once are rather a new table

/// In how many places something must be put into `some` to make `all` of it; -1: they are not all there, in this order.
int gapsBetween(const QList<qint64>& some, const QList<qint64>& all)
{
    qsizetype found = 0;
    int gaps = 0;
    bool isInGap = false;
    for (const qint64 id : all) {
        const bool isOld = found < some.size() && some.at(found) == id;
        found += isOld ? 1 : 0;
        gaps += !isOld && !isInGap ? 1 : 0;
        isInGap = !isOld;
    }
    return found == some.size() ? gaps : -1;
}

} // namespace

AnswerModel::AnswerModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void AnswerModel::setProject(const std::shared_ptr<Project>& project)
{
    m_project = project;
    m_filter = {};
    ++m_generation;
    replace({});
}

void AnswerModel::show(const EvaluationFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    ++m_generation;
    replace({});
    m_isReading = false;
    reload();
}

// One reading at a time: while a run is live this is asked for often.
void AnswerModel::reload()
{
    if (!m_project || m_filter.run == 0)
        return;
    if (m_isReading) {
        m_isStale = true;
        return;
    }
    m_isReading = true;
    m_isStale = false;
    whenDone(m_project->queries().evaluationIds(m_filter), this,
             [this, generation = m_generation](const Result<QList<qint64>>& ids) {
                 if (generation != m_generation)
                     return;
                 m_isReading = false;
                 if (!ids)
                     return Q_EMIT failed(ids.error());
                 take(*ids);
                 Q_EMIT loaded();
                 if (m_isStale)
                     reload();
             });
}

void AnswerModel::replace(const QList<qint64>& ids)
{
    beginResetModel();
    m_ids = ids;
    m_rows.clear();
    m_asked.clear();
    ++m_generation;
    endResetModel();
}

// The rows are sorted by example, so new answers come between the old ones. Views keep selection and place as long as
// rows are inserted.
void AnswerModel::take(const QList<qint64>& ids)
{
    const int gaps = gapsBetween(m_ids, ids);
    if (gaps < 0 || gaps > mostGaps)
        return replace(ids);
    for (qsizetype row = 0; row < ids.size(); ++row) {
        if (row < m_ids.size() && m_ids.at(row) == ids.at(row))
            continue;
        qsizetype end = row + 1;
        while (end < ids.size() && (row >= m_ids.size() || ids.at(end) != m_ids.at(row)))
            ++end;
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(end) - 1);
        m_ids.insert(row, end - row, 0);
        std::copy(ids.begin() + row, ids.begin() + end, m_ids.begin() + row);
        endInsertRows();
        row = end - 1;
    }
}

TableSource AnswerModel::source(const std::optional<QList<int>>& rows) const
{
    return recordRows(QStringLiteral("evaluations"), ExportTable::Evaluations, inRows(m_ids, rows), m_project,
                      [](Queries& queries, const QList<qint64>& ids) { return queries.evaluations(ids); });
}

std::optional<qint64> AnswerModel::callAt(int row) const
{
    const EvaluationRecord* record = rowAt(row);
    return record ? std::optional(record->call) : std::nullopt;
}

const EvaluationRecord* AnswerModel::rowAt(int row) const
{
    if (row < 0 || row >= m_ids.size())
        return nullptr;
    const EvaluationRecord* record = m_rows.object(m_ids.at(row));
    if (!record)
        fetch(row / pageRows);
    return record;
}

void AnswerModel::fetch(int page) const
{
    if (!m_project)
        return;
    QList<qint64> ids;
    for (const qint64 id : m_ids.mid(qsizetype(page) * pageRows, pageRows))
        if (!m_rows.contains(id) && !m_asked.contains(id))
            ids.append(id);
    if (ids.isEmpty())
        return;
    for (const qint64 id : std::as_const(ids))
        m_asked.insert(id);
    auto* self = const_cast<AnswerModel*>(this); // data() starts the reading of what it lacks
    whenDone(m_project->queries().evaluations(ids), self,
             [self, ids, generation = m_generation](const Result<Page>& rows) {
                 if (generation == self->m_generation)
                     self->receive(ids, rows);
             });
}

void AnswerModel::receive(const QList<qint64>& ids, const Result<Page>& rows)
{
    for (const qint64 id : ids)
        m_asked.remove(id);
    if (!rows)
        return Q_EMIT failed(rows.error());
    if (rows->size() != ids.size()) // some are gone by now
        return reload();
    for (qsizetype place = 0; place < ids.size(); ++place)
        m_rows.insert(ids.at(place), new EvaluationRecord(rows->at(place)));
    if (!m_ids.isEmpty()) // where the rows stand by now does not matter: views draw what they show
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_ids.size()) - 1, columns - 1));
}

int AnswerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int AnswerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant AnswerModel::data(const QModelIndex& index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    const EvaluationRecord* row = rowAt(index.row());
    if (role == Qt::UserRole)
        return row ? QVariant(static_cast<int>(row->outcome.kind)) : QVariant();
    return row ? display(*row, index.column()) : QStringLiteral("…");
}

QString AnswerModel::display(const EvaluationRecord& row, int column) const
{
    switch (column) {
    case OutcomeColumn: return outcomeGlyph(row.outcome.kind) + QLatin1Char(' ') + outcomeText(row.outcome.kind);
    case TaskColumn: return displayLine(row.task);
    case SplitColumn: return splitText(row.split);
    case ExampleColumn: return QString::number(row.example);
    case QuestionColumn: return displayLine(row.question, 200);
    case ExpectedColumn: return displayLine(row.expected.join(QStringLiteral(" | ")), 80);
    case PredictionColumn: return displayLine(row.outcome.prediction, 80);
    case UserColumn: return displayLine(text(row.user));
    default: return {};
    }
}

QVariant AnswerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case OutcomeColumn: return tr("Outcome");
    case TaskColumn: return tr("Task");
    case SplitColumn: return tr("Split");
    case ExampleColumn: return tr("Example");
    case QuestionColumn: return tr("Question");
    case ExpectedColumn: return tr("Expected");
    case PredictionColumn: return tr("Predicted");
    case UserColumn: return tr("User prompt");
    default: return {};
    }
}

} // namespace metaspo
