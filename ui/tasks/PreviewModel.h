#pragma once

#include "core/domain/TaskImport.h"

#include <QAbstractTableModel>

namespace metaspo {

/// The first rows of a file that is to be imported, every cell as text; used columns are marked.
class PreviewModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QStringList& columns, const QList<QStringList>& rows);
    /// What the question and the answer are read from: names of columns, or texts with "{column}".
    void setUsed(const QString& question, const QString& answer);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isUsed(const QString& source, int column) const;

    QStringList m_columns;
    QList<QStringList> m_rows;
    QString m_question;
    QString m_answer;
};

/// The tasks that an import would bring.
class IncomingTaskModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        DomainColumn,
        RoleColumn,
        FormatColumn,
        MetricColumn,
        TrainColumn,
        ValidationColumn,
        TestColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTasks(const QList<Task>& tasks);
    const Task* task(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Task> m_tasks;
};

} // namespace metaspo
