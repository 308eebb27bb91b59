#pragma once

#include "core/domain/RunRecord.h"

#include <QAbstractListModel>

namespace metaspo {

/// The runs of the project, the newest first.
class RunListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { RunRole = Qt::UserRole, StateRole, DetailRole, RecordedRole };

    using QAbstractListModel::QAbstractListModel;
    void show(QList<RunRecord> runs);
    const RunRecord* record(const QModelIndex& index) const;
    QModelIndex indexOf(qint64 run) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<RunRecord> m_runs;
};

} // namespace metaspo
