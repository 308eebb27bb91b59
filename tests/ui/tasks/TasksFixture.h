#pragma once

#include "tests/support/Waited.h"
#include "tests/ui/WorkbenchFixture.h"
#include "ui/tasks/ExampleModel.h"
#include "ui/tasks/TextField.h"

#include <QAction>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

namespace metaspo {

/// The tasks page of a project with tasks of the test's own, and what the file says about them.
class TasksFixture : public WorkbenchFixture
{
public:
    static constexpr int patience = 20'000;

    /// Questions "question 0", "question 1" …, answered yes and no, in train and test by turns.
    static Task yesNo(const QString& name, int examples, const QString& domain = QStringLiteral("Samples"))
    {
        Task task;
        task.name = name;
        task.domain = domain;
        task.userPrompt = QStringLiteral("{question}\n\nWrite yes or no inside <answer></answer> tags.");
        task.format.kind = AnswerKind::Label;
        task.format.labels = {{QStringLiteral("yes"), {}}, {QStringLiteral("no"), {}}};
        for (int index = 0; index < examples; ++index)
            task.examples.append({index, index % 2 == 0 ? Split::Train : Split::Test,
                                  QStringLiteral("question %1").arg(index),
                                  {index % 3 == 0 ? QStringLiteral("yes") : QStringLiteral("no")},
                                  {}});
        return task;
    }

    /// A new project with these tasks; the first by domain and name is shown.
    bool open(const QList<Task>& tasks)
    {
        if (!createProject() || !waited(project().import(tasks)))
            return false;
        window().showPage(QStringLiteral("tasksPage"));
        return QTest::qWaitFor([&] { return rows() > 0 || tasks.first().examples.isEmpty(); }, patience)
               && QTest::qWaitFor([this] { return find<QTreeView>("taskTree")->currentIndex().isValid(); }, patience);
    }

    Project& project() { return *window().project(); }
    QTableView* table() const { return find<QTableView>("exampleTable"); }
    int rows() const { return table()->model()->rowCount(); }
    ExampleModel* examples() const { return qobject_cast<ExampleModel*>(table()->model()); }
    QTreeView* tree() const { return find<QTreeView>("taskTree"); }
    QString label(const char* name) const { return find<QLabel>(name)->text(); }
    QAction* action(const char* name) const { return find<QAction>(name); }
    TextField* field(const char* name) const { return find<TextField>(name); }

    QModelIndex taskIndex(const QString& name) const
    {
        QAbstractItemModel* model = tree()->model();
        return model
            ->match(model->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
    bool select(const QString& task)
    {
        tree()->setCurrentIndex(taskIndex(task));
        return QTest::qWaitFor([&] { return label("taskName") == task && examples()->rowCount() >= 0; }, patience);
    }
    void selectRow(int row)
    {
        table()->selectionModel()->setCurrentIndex(table()->model()->index(row, ExampleModel::QuestionColumn),
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    void showTab(int tab) { find<QTabWidget>("taskTabs")->setCurrentIndex(tab); }

    /// Saved by itself, without a key pressed.
    bool isSaved() const { return label("taskSaveState").contains(QLatin1String("Saved")); }

    /// The task as it stands in the file, without id and version.
    Task stored(const QString& name)
    {
        const QList<TaskSummary> summaries = *waited(project().queries().tasks());
        for (const TaskSummary& summary : summaries)
            if (summary.task.name == name) {
                Task task = *waited(project().queries().task(summary.task.id));
                task.id = 0;
                task.version = 1;
                return task;
            }
        return {};
    }
};

} // namespace metaspo
