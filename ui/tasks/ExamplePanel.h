#pragma once

#include "ui/kit/Notice.h"
#include "ui/tasks/ExampleModel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace metaspo {

/// The examples of a task as a table with a filter, to be edited in place.
class ExamplePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ExamplePanel(QWidget* parent = nullptr);

    void setTask(TaskDocument* document, TaskKey key);
    void setEditable(bool isEditable);
    void setSplit(std::optional<Split> split); ///< which split is shown
    void showOnly(const QList<int>& indexes);  ///< empty: all
    void setIssues(const QHash<int, QString>& issues);
    void reveal(int index);  ///< selects the example, without the filter if that hides it
    void find();             ///< takes the focus to the filter
    QList<int> selected() const; ///< indexes, in order
    const QList<int>& shown() const { return m_model->rows(); }
    bool isFiltered() const;
    QTableView* table() const { return m_table; }

    void addExample();
    void duplicateSelected();
    void deleteSelected();

Q_SIGNALS:
    void currentChanged(int index); ///< -1: none
    void selectionChanged();
    void editRequested();           ///< Return on a row
    void splitShown(std::optional<metaspo::Split> split);
    void noticeRaised(const metaspo::Notice& notice);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget* makeFilter();
    void makeTable();
    void addActions();
    const Task* task() const;
    int revision() const; ///< of the task; another one: other examples
    void filter();
    void showRows(const QList<int>& indexes);
    void showCount();
    void select(int index);
    void takeSplit();
    void emptyFilter();
    void clearFilter();

    TaskDocument* m_document = nullptr;
    TaskKey m_key = 0;
    bool m_isEditable = false;
    ExampleModel* m_model;
    ExampleFilter m_filter;
    int m_generation = 0; ///< answers for a former task or filter are dropped
    QTimer m_typing;
    QHBoxLayout* m_top = nullptr;
    QComboBox* m_split = nullptr;
    QLineEdit* m_search = nullptr;
    QLabel* m_count = nullptr;
    QToolButton* m_showAll = nullptr;
    QTableView* m_table = nullptr;
};

} // namespace metaspo
