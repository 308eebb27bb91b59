#pragma once

#include "ui/kit/TableSource.h"
#include "ui/tasks/document/TaskDocument.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <optional>

namespace metaspo {

/// Which examples of a task a table shows.
struct ExampleFilter
{
    std::optional<Split> split;
    QString contains; ///< in question or answers; letter case does not count
    QList<int> only;  ///< indexes; empty: all
    bool operator==(const ExampleFilter&) const = default;
};

/// Indexes of the examples that pass, in order. Pure: run it off the main thread for large tasks.
QList<int> matchingExamples(const Task& task, const ExampleFilter& filter);

/// Answers as a person types them, one a line, and back; a line end within an answer is shown as a sign.
QString linesOf(const QStringList& answers);
QStringList answersOf(const QString& lines);

/// The examples of one task of a document as a vector of their indexes, so that filtering copies no row. Edits go to the
/// document; what changes there is shown at once, whoever changed it.
class ExampleModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, SplitColumn, QuestionColumn, AnswersColumn, IssuesColumn, ColumnCount };
    enum Field { NoField, QuestionField, AnswersField, SplitField, IdField };

    using QAbstractTableModel::QAbstractTableModel;

    void setTask(TaskDocument* document, TaskKey key); ///< null or 0: none
    void setEditable(bool isEditable) { m_isEditable = isEditable; }
    void setRows(const QList<int>& indexes);
    void setIssues(const QHash<int, QString>& issues); ///< by index
    const QList<int>& rows() const { return m_rows; }  ///< with examples that came since the rows were chosen
    const Example* example(const QModelIndex& index) const; ///< null: none
    const Example* exampleWith(int index) const;
    int rowOf(int index) const; ///< -1: not shown
    /// The rows as they are now, with their whole texts; absent: all that are shown.
    TableSource source(const std::optional<QList<int>>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Task* task() const;
    void takeEdit(TaskKey key, const TaskEdit& edit);
    void removeRows(const QList<int>& indexes);
    void insertRows(const QList<int>& indexes);

    QPointer<TaskDocument> m_document;
    TaskKey m_key = 0;
    QList<int> m_rows;
    QHash<int, QString> m_issues;
    bool m_isEditable = false;
};

/// The example after a change of one of its fields, and the words for the history.
Example withSplit(const Example& example, Split split);
QString changeText(ExampleModel::Field field);

} // namespace metaspo
