#include "ui/run/RunListModel.h"

#include "core/analysis/Export.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/RunActions.h"
#include "ui/run/RunWords.h"
#include "ui/run/StateLook.h"

#include <algorithm>

namespace metaspo {

void RunListModel::show(QList<RunRecord> runs)
{
    std::sort(runs.begin(), runs.end(), [](const RunRecord& one, const RunRecord& other) { return one.id > other.id; });
    const bool isSame = std::equal(runs.begin(), runs.end(), m_runs.begin(), m_runs.end(),
                                   [](const RunRecord& one, const RunRecord& other) { return one.id == other.id; });
    if (isSame) { // selection and scroll position stay
        m_runs = std::move(runs);
        if (!m_runs.isEmpty())
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_runs.size()) - 1));
        return;
    }
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
}

void RunListModel::showStarting(const QSet<qint64>& runs)
{
    if (runs == m_starting)
        return;
    m_starting = runs;
    if (!m_runs.isEmpty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_runs.size()) - 1));
}

QString RunListModel::stateWords(const RunRecord& run) const
{
    RunSituation situation;
    situation.state = run.state;
    situation.isStarting = m_starting.contains(run.id);
    return stateText(situation);
}

const RunRecord* RunListModel::record(const QModelIndex& index) const
{
    return index.isValid() && index.row() < m_runs.size() ? &m_runs.at(index.row()) : nullptr;
}

std::optional<RunRecord> RunListModel::find(qint64 run) const
{
    const RunRecord* found = record(indexOf(run));
    return found ? std::optional(*found) : std::nullopt;
}

QModelIndex RunListModel::indexOf(qint64 run) const
{
    for (qsizetype row = 0; row < m_runs.size(); ++row)
        if (m_runs.at(row).id == run)
            return index(static_cast<int>(row));
    return {};
}

TableSource RunListModel::source(const std::optional<QList<int>>& rows) const
{
    Table runs;
    runs.columns = columns(ExportTable::Runs);
    for (const RunRecord& record : inRows(m_runs, rows))
        runs.rows.append(row(record));
    return TableSource::of(runs, QStringLiteral("runs"));
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    const RunRecord& run = m_runs.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return tr("Run %1").arg(run.id);
    case RunRole: return run.id;
    case StateRole: return static_cast<int>(run.state);
    case StateTextRole: return stateWords(run);
    case RecordedRole: return run.recorded;
    case DetailRole: {
        const qint64 calls = run.baseCalls + run.optimizerCalls;
        QString detail = methodText(run.settings.method) + QStringLiteral(" · ") + presetText(run.settings.preset);
        if (calls > 0)
            detail += QStringLiteral(" · ") + tr("%Ln call(s)", nullptr, static_cast<int>(calls));
        return displayLine(detail);
    }
    case Qt::ToolTipRole: return displayToolTip(runSummary(run) + QLatin1Char('\n') + run.stateReason);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2%3").arg(tr("Run %1").arg(run.id), stateWords(run),
                                              run.recorded ? QStringLiteral(", ") + tr("recorded") : QString());
    default: return {};
    }
}

} // namespace metaspo
