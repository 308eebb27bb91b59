#pragma once

#include "core/domain/Task.h"

#include <QAbstractTableModel>
#include <optional>

namespace metaspo {

/// Which examples of a task a table shows.
struct ExampleFilter
{
    std::optional<Split> split;
    QString contains;  ///< in question or answers; letter case does not count
    QList<int> only;   ///< places in the task; empty: all
    bool operator==(const ExampleFilter&) const = default;
};

/// Places in `task.examples` that pass. Pure: run it off the main thread for large tasks.
QList<int> matchingExamples(const Task& task, const ExampleFilter& filter);

/// The examples of one task as a vector of places, so that filtering never copies a row.
class ExampleModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, SplitColumn, QuestionColumn, AnswersColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setTask(const Task& task);
    void setRows(const QList<int>& places);
    const Example* example(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Task m_task;
    QList<int> m_rows;
};

} // namespace metaspo
