#pragma once

#include "core/domain/RunRecord.h"

#include <QAbstractTableModel>
#include <optional>

namespace metaspo {

/// The prompts of one kind, or the user prompts of one task, of a run.
class CandidateListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, StateColumn, ScoreColumn, StepColumn, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const QList<CandidateRecord>& records);          ///< of a run; texts are not needed
    void narrow(const std::optional<QString>& task, const QString& typed); ///< absent: system prompts
    const CandidateRecord* record(int row) const;
    /// The kinds there are: absent for system prompts, then tasks in order of appearance.
    QList<std::optional<QString>> kinds() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString display(const CandidateRecord& record, int column) const;
    void fill();

    QList<CandidateRecord> m_all;
    QList<qsizetype> m_rows;
    std::optional<QString> m_task;
    QString m_typed;
};

} // namespace metaspo
