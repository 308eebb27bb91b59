#pragma once

#include "core/analysis/MethodTable.h"
#include "ui/kit/Page.h"
#include "ui/kit/TableActions.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace metaspo {

class EmptyState;
class MethodModel;
class ResultCharts;
struct MissingScore;

/// Methods by tasks: what the initial, final and given prompts of all finished runs score on test, with intervals, beside
/// what always the same answer and guessing would score. What is missing can be run.
class ResultsPage : public Page
{
    Q_OBJECT

public:
    explicit ResultsPage(QWidget* parent = nullptr);
    ~ResultsPage() override;

    QString title() const override;
    QString iconName() const override;
    void setProject(const std::shared_ptr<Project>& project) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeContent();
    QWidget* makeBar();
    void makeTable();
    void makeEmptyState();
    void readSoon();
    void read();
    void receive(const MethodTable& table);
    void showTable();
    void showState();
    void showHint();
    void fitColumns();
    void choose();
    void chooseAgain(const QList<MethodPrompts>& chosen, const std::optional<MethodPrompts>& current);
    void chooseScore(qsizetype row, qsizetype column);
    void runWhatIsMissing();
    void runMissing(const QList<MissingScore>& missing);
    QList<qsizetype> chosenMethods() const;
    QList<qsizetype> allRows() const;
    TableSource source(const std::optional<QList<int>>& rows, TableActions::Readers readers) const;

    std::shared_ptr<Project> m_project;
    MethodTable m_all; ///< with the tasks that nothing was scored on
    MethodModel* m_model;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QPushButton* m_next = nullptr; ///< of the empty state
    QTableView* m_table;
    QComboBox* m_columns;
    QPushButton* m_missing;
    QLabel* m_hint;
    ResultCharts* m_charts;
    QTimer m_soon;
    quint64 m_generation = 0;
    bool m_isReading = false;
    bool m_isStale = true; ///< runs or tasks have changed since the table was read
};

} // namespace metaspo
