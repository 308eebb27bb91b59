#include "ui/run/AnswerModel.h"

#include "ui/charts/AccuracyCurves.h"
#include "ui/kit/Background.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/OutcomeText.h"

namespace metaspo {

AnswerModel::AnswerModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void AnswerModel::setProject(const std::shared_ptr<Project>& project)
{
    m_project = project;
    m_filter = {};
    ++m_generation;
    take({}, true);
}

void AnswerModel::show(const EvaluationFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    ++m_generation;
    take({}, true);
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
                 take(*ids, false);
                 Q_EMIT loaded();
                 if (m_isStale)
                     reload();
             });
}

void AnswerModel::take(const QList<qint64>& ids, bool isOtherFilter)
{
    if (!isOtherFilter && ids == m_ids)
        return;
    const bool isLonger = !isOtherFilter && ids.size() > m_ids.size() && ids.first(m_ids.size()) == m_ids;
    if (isLonger) {
        const auto first = static_cast<int>(m_ids.size());
        beginInsertRows({}, first, static_cast<int>(ids.size()) - 1);
        m_pages.remove(first / pageRows); // was not full
        m_asked.remove(first / pageRows);
        m_ids = ids;
        endInsertRows();
        return;
    }
    beginResetModel();
    m_ids = ids;
    m_pages.clear();
    m_asked.clear();
    ++m_generation;
    endResetModel();
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
    const int page = row / pageRows;
    const Page* rows = m_pages.object(page);
    if (!rows)
        fetch(page);
    return rows && row % pageRows < rows->size() ? &rows->at(row % pageRows) : nullptr;
}

void AnswerModel::fetch(int page) const
{
    if (m_asked.contains(page) || !m_project)
        return;
    m_asked.insert(page);
    const QList<qint64> ids = idsOf(page);
    auto* self = const_cast<AnswerModel*>(this); // data() starts the reading of what it lacks
    whenDone(m_project->queries().evaluations(ids), self, [self, page, ids, generation = m_generation](const Result<Page>& rows) {
        if (generation == self->m_generation)
            self->receive(page, ids, rows);
    });
}

QList<qint64> AnswerModel::idsOf(int page) const
{
    return m_ids.mid(qsizetype(page) * pageRows, pageRows);
}

void AnswerModel::receive(int page, const QList<qint64>& ids, const Result<Page>& rows)
{
    const int first = page * pageRows;
    if (ids != idsOf(page)) // more rows have come to the page meanwhile: views ask again
        return Q_EMIT dataChanged(index(first, 0), index(first + static_cast<int>(ids.size()) - 1, columns - 1));
    m_asked.remove(page);
    if (!rows)
        return Q_EMIT failed(rows.error());
    m_pages.insert(page, new Page(*rows));
    const int last = std::min(first + static_cast<int>(rows->size()), static_cast<int>(m_ids.size())) - 1;
    if (last >= first)
        Q_EMIT dataChanged(index(first, 0), index(last, columns - 1));
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
