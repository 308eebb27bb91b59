#pragma once

#include "core/domain/RunRecord.h"
#include "ui/kit/TableSource.h"

#include <QAbstractListModel>
#include <QSet>

namespace metaspo {

/// The runs of the project, the newest first.
class RunListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { RunRole = Qt::UserRole, StateRole, StateTextRole, DetailRole, RecordedRole };

    using QAbstractListModel::QAbstractListModel;
    void show(QList<RunRecord> runs);
    void showStarting(const QSet<qint64>& runs); ///< those that are asked for and not live yet
    std::optional<RunRecord> find(qint64 run) const;
    const RunRecord* record(const QModelIndex& index) const;
    QModelIndex indexOf(qint64 run) const;
    /// These rows, or all, as runs.csv of the command line.
    TableSource source(const std::optional<QList<int>>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString stateWords(const RunRecord& run) const;

    QList<RunRecord> m_runs;
    QSet<qint64> m_starting;
};

} // namespace metaspo
