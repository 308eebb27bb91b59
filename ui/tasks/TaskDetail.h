#pragma once

#include "core/domain/TaskImport.h"
#include "ui/tasks/ExampleModel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QTableView;
class QTabWidget;
class QTimer;
class QToolButton;

namespace metaspo {

class PlainTextView;
class ProblemModel;

/// One task: what it is, its examples with a filter, the selected example as the model sees it, its problems.
class TaskDetail : public QWidget
{
    Q_OBJECT

public:
    explicit TaskDetail(QWidget* parent = nullptr);

    void setTask(const Task& task);
    const Task& task() const { return m_task; }
    void setReadOnly(bool isReadOnly);

Q_SIGNALS:
    void editRequested();
    void exportRequested();
    void removeRequested();

private:
    QWidget* makeHead();
    QWidget* makeExamples();
    QWidget* makeMessage();
    QWidget* makeProblems();
    void showFacts();
    void filterExamples();
    void showRows(const QList<int>& places);
    void showExample(const QModelIndex& index);
    void showProblems(const QList<TaskProblem>& problems);
    void showOnly(const QList<int>& examples);

    Task m_task;
    ExampleFilter m_filter;
    int m_generation = 0; ///< answers for a former task or filter are dropped
    ExampleModel* m_examples;
    ProblemModel* m_problems;
    QLabel* m_name = nullptr;
    QLabel* m_facts = nullptr;
    QComboBox* m_split = nullptr;
    QLineEdit* m_search = nullptr;
    QTimer* m_typing = nullptr;
    QLabel* m_shown = nullptr;
    QToolButton* m_showAll = nullptr;
    QTableView* m_table = nullptr;
    QTabWidget* m_tabs = nullptr;
    QLabel* m_system = nullptr;
    PlainTextView* m_user = nullptr;
    QLabel* m_answers = nullptr;
    PlainTextView* m_userPrompt = nullptr;
    QListView* m_problemList = nullptr;
    QLabel* m_noProblems = nullptr;
    QList<QWidget*> m_changing; ///< buttons that change the task
};

} // namespace metaspo
