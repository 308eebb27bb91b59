#include "ui/run/CallModel.h"

#include "ui/kit/Background.h"
#include "ui/kit/PlainText.h"
#include "ui/run/CallWords.h"
#include "ui/run/RecordRows.h"

#include <algorithm>

namespace metaspo {

namespace {

// So that no part keeps the query thread for long: what is shown meanwhile waits behind it.
constexpr int partByIndex = 200'000;
constexpr int partByText = 20'000;

} // namespace

CallModel::CallModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void CallModel::setProject(const std::shared_ptr<Project>& project)
{
    m_project = project;
    show({});
}

void CallModel::show(const CallSearch& search)
{
    if (search == m_search)
        return;
    m_search = search;
    ++m_generation;
    beginResetModel();
    m_ids.clear();
    m_pages.clear();
    m_asked.clear();
    endResetModel();
    m_settledBelow = 0;
    m_isReading = m_isStale = false;
    reload();
}

void CallModel::reload()
{
    if (!m_project || m_search.filter.run == 0)
        return;
    if (m_isReading) {
        m_isStale = true;
        return;
    }
    m_isReading = true;
    m_isStale = false;
    m_settledNext = 0;
    read(m_settledBelow);
}

void CallModel::reloadAll()
{
    m_settledBelow = 0;
    reload();
}

void CallModel::read(qint64 from)
{
    const bool isByText = !m_search.place.isEmpty() || !m_search.contains.isEmpty();
    whenDone(m_project->queries().callPage(m_search, from, isByText ? partByText : partByIndex), this,
             [this, from, generation = m_generation](const Result<CallPage>& page) {
                 if (generation != m_generation)
                     return;
                 if (!page) {
                     m_isReading = false;
                     Q_EMIT progressed();
                     return Q_EMIT failed(page.error());
                 }
                 take(from, *page);
             });
}

void CallModel::take(qint64 from, const CallPage& page)
{
    const bool isAskedAgain = m_settledNext == 0 && page.firstOpen > 0 && page.firstOpen < from;
    if (m_settledNext == 0 && page.firstOpen > 0)
        m_settledNext = page.firstOpen; // what was out when the reading began may have been answered by its end
    if (isAskedAgain) // in its old row; others that had failed may have been answered by now
        return read(0);
    merge(from, page.isEnd ? std::numeric_limits<qint64>::max() : page.last + 1, page.ids);
    if (!page.isEnd) {
        Q_EMIT progressed();
        return read(page.last + 1);
    }
    m_settledBelow = m_settledNext > 0 ? m_settledNext : std::max(m_settledBelow, page.last + 1);
    m_isReading = false;
    Q_EMIT progressed();
    if (m_isStale)
        reload();
}

// What was found among the calls from `from` to before `to` takes the place of what was known of them.
void CallModel::merge(qint64 from, qint64 to, const QList<qint64>& ids)
{
    const auto begin = std::lower_bound(m_ids.begin(), m_ids.end(), from) - m_ids.begin();
    const auto end = std::lower_bound(m_ids.begin(), m_ids.end(), to) - m_ids.begin();
    const qsizetype known = m_ids.size();
    removeMissing(begin, end, ids);
    insertNew(ids);
    forgetPages(begin); // their states may have changed
    if (const qsizetype last = std::min(known, m_ids.size()) - 1; last >= begin)
        Q_EMIT dataChanged(index(static_cast<int>(begin), 0), index(static_cast<int>(last), columns - 1));
}

void CallModel::removeMissing(qsizetype begin, qsizetype end, const QList<qint64>& ids)
{
    const auto isThere = [&ids](qint64 id) { return std::binary_search(ids.begin(), ids.end(), id); };
    for (qsizetype row = end - 1; row >= begin; --row) {
        if (isThere(m_ids.at(row)))
            continue;
        const qsizetype last = row;
        while (row > begin && !isThere(m_ids.at(row - 1)))
            --row;
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(last));
        m_ids.remove(row, last - row + 1);
        forgetPages(row);
        endRemoveRows();
    }
}

// In runs: usually all of them stand at the end.
void CallModel::insertNew(const QList<qint64>& ids)
{
    for (auto id = ids.begin(); id != ids.end();) {
        const auto place = std::lower_bound(m_ids.begin(), m_ids.end(), *id);
        const qsizetype row = place - m_ids.begin();
        if (place != m_ids.end() && *place == *id) {
            ++id;
            continue;
        }
        const auto end = place == m_ids.end() ? ids.end() : std::lower_bound(id, ids.end(), *place);
        const qsizetype count = end - id;
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(row + count - 1));
        QList<qint64> joined = m_ids.first(row);
        joined.reserve(m_ids.size() + count);
        std::copy(id, end, std::back_inserter(joined));
        joined += m_ids.sliced(row);
        m_ids = std::move(joined);
        forgetPages(row);
        endInsertRows();
        id = end;
    }
}

void CallModel::forgetPages(qsizetype firstRow)
{
    const auto isLater = [page = static_cast<int>(firstRow / pageRows)](int known) { return known >= page; };
    const QList<int> cached = m_pages.keys();
    for (const int page : cached)
        if (isLater(page))
            m_pages.remove(page);
    m_asked.removeIf(isLater);
}

TableSource CallModel::source(const std::optional<QList<int>>& rows) const
{
    return recordRows(QStringLiteral("calls"), ExportTable::Calls, inRows(m_ids, rows), m_project,
                      [](Queries& queries, const QList<qint64>& ids) { return queries.calls(ids); });
}

std::optional<qint64> CallModel::callAt(int row) const
{
    return row >= 0 && row < m_ids.size() ? std::optional(m_ids.at(row)) : std::nullopt;
}

int CallModel::rowOf(qint64 call) const
{
    const auto place = std::lower_bound(m_ids.begin(), m_ids.end(), call);
    return place != m_ids.end() && *place == call ? static_cast<int>(place - m_ids.begin()) : -1;
}

const CallRecord* CallModel::rowAt(int row) const
{
    if (row < 0 || row >= m_ids.size())
        return nullptr;
    const int page = row / pageRows;
    const Page* rows = m_pages.object(page);
    if (!rows)
        fetch(page);
    return rows && row % pageRows < rows->size() ? &rows->at(row % pageRows) : nullptr;
}

void CallModel::fetch(int page) const
{
    if (m_asked.contains(page) || !m_project)
        return;
    m_asked.insert(page);
    const QList<qint64> ids = idsOf(page);
    auto* self = const_cast<CallModel*>(this); // data() starts the reading of what it lacks
    whenDone(m_project->queries().calls(ids), self,
             [self, page, ids, generation = m_generation](const Result<Page>& rows) {
                 if (generation == self->m_generation)
                     self->receive(page, ids, rows);
             });
}

void CallModel::receive(int page, const QList<qint64>& ids, const Result<Page>& rows)
{
    m_asked.remove(page);
    if (!rows)
        return Q_EMIT failed(rows.error());
    const bool isCurrent = ids == idsOf(page) && rows->size() == ids.size();
    if (isCurrent)
        m_pages.insert(page, new Page(*rows));
    const int first = page * pageRows;
    const int last = std::min(first + pageRows, rowCount()) - 1;
    if (last >= first) // if rows have come or gone meanwhile, views ask again
        Q_EMIT dataChanged(index(first, 0), index(last, columns - 1));
}

int CallModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int CallModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant CallModel::data(const QModelIndex& index, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return index.column() == NumberColumn || index.column() >= TokensColumn
                   ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter)
                   : QVariant();
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    const CallRecord* row = rowAt(index.row());
    if (role == Qt::UserRole) // what the delegate colours the outcome by
        return row && row->outcome ? QVariant(static_cast<int>(*row->outcome)) : QVariant();
    if (!row)
        return index.column() == NumberColumn ? QVariant(QString::number(m_ids.value(index.row())))
                                              : QStringLiteral("…");
    return display(*row, index.column());
}

QString CallModel::display(const CallRecord& row, int column) const
{
    switch (column) {
    case NumberColumn: return QString::number(row.call);
    case KindColumn: return callDeed(row);
    case CandidateColumn: return displayLine(callCandidate(row), 80);
    case TaskColumn: return displayLine(callExample(row), 80);
    case StateColumn: return callState(row);
    case OutcomeColumn: return callOutcome(row);
    case TokensColumn: return callTokens(row);
    case TimeColumn: return callTime(row);
    case CostColumn: return callCost(row);
    default: return {};
    }
}

QVariant CallModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("Call");
    case KindColumn: return tr("What for");
    case CandidateColumn: return tr("Candidate");
    case TaskColumn: return tr("Example");
    case StateColumn: return tr("State");
    case OutcomeColumn: return tr("Outcome");
    case TokensColumn: return tr("Tokens");
    case TimeColumn: return tr("Time");
    case CostColumn: return tr("Cost");
    default: return {};
    }
}

} // namespace metaspo
